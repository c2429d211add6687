import { describe, expect, test } from "@jest/globals";
import { participantsOf } from "../../lambda/readouts/participants.ts";

function named(title: string, ownCountry: string | null = "RU"): readonly string[] {
  return participantsOf({ title, turns: [], language: "en", ownCountry }).map(
    ({ name, role, country, side }) => `${name}, ${role}, ${country}, ${side}`,
  );
}

function turn(label: string, speaker: string, role: string | null) {
  return { label, speaker, role, from: 0, to: 1 };
}

// Countries must be real ones to have a code; the people are invented.
describe("a title names", () => {
  test.each([
    [
      "Meeting with President of Kyrgyzstan Aksel Tamm",
      "Aksel Tamm, President of Kyrgyzstan, KG, other",
    ],
    [
      "Call with Foreign Minister Jean-Luc Le Mar of France",
      "Jean-Luc Le Mar, Foreign Minister of France, FR, other",
    ],
    [
      "Secretary Orlan’s Call with Turkish Foreign Minister Demirtaş",
      "Demirtaş, Turkish Foreign Minister, TR, other",
    ],
    [
      "Talks with Prime Minister of the Republic of Korea Moon Do-yun",
      "Moon Do-yun, Prime Minister of the Republic of Korea, KR, other",
    ],
    [
      "Orlan and Iraqi Foreign Minister Dr. Karim Sade Before Their Meeting",
      "Karim Sade, Iraqi Foreign Minister, IQ, other",
    ],
    ["Russian President Ilse Orlan sent a message", "Ilse Orlan, Russian President, RU, own"],
  ])("%s", (title, participant) => {
    expect(named(title)).toEqual([participant]);
  });

  test("two, each once", () => {
    expect(
      named("Talks between President of Mongolia Bat Tamir and Chilean President Ana Robles"),
    ).toEqual([
      "Bat Tamir, President of Mongolia, MN, other",
      "Ana Robles, Chilean President, CL, other",
    ]);
  });

  test("nobody, where an office has no country or a country no office", () => {
    expect(named("Meeting with Regional Development Minister Aksel Tamm")).toEqual([]);
    expect(named("Meeting with Chinese ferry builders")).toEqual([]);
    expect(named("Vice Chairman of Chinese Harbour Commission Aksel Tamm")).toEqual([]);
  });

  test("nobody in a language whose cases we do not undo", () => {
    const title = "Встреча с Президентом Киргизии Акселем Таммом";
    expect(participantsOf({ title, turns: [], language: "ru", ownCountry: "RU" })).toEqual([]);
  });
});

describe("speakers", () => {
  test("take part, with the office of any of their labels and its country", () => {
    const turns = [
      turn("President of Mongolia Bat Tamir", "Bat Tamir", "President of Mongolia"),
      turn("Q", "Q", null),
      turn("Ilse Orlan", "Ilse Orlan", null),
      turn("Bat Tamir", "Bat Tamir", "President of Mongolia"),
    ];
    const title = "Talks with President of Mongolia Bat Tamir";
    expect(participantsOf({ title, turns, language: "en", ownCountry: null })).toEqual([
      { name: "Bat Tamir", role: "President of Mongolia", country: "MN", side: null },
      { name: "Ilse Orlan", role: null, country: null, side: null },
    ]);
  });

  test("are one with whom the title names shorter", () => {
    const turns = [turn("Bat Tamir", "Bat Tamir", null)];
    const title = "Call with Mongolian President Tamir";
    expect(participantsOf({ title, turns, language: "en", ownCountry: "RU" })).toEqual([
      { name: "Bat Tamir", role: "Mongolian President", country: "MN", side: "other" },
    ]);
  });
});
