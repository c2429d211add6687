import { describe, expect, test } from "@jest/globals";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import type { ReadoutContent } from "../../../lambda/readouts/readout.ts";
import { aRevision } from "../../builders/readout.ts";
import { aQuery, errorOf } from "../queries.ts";
import { aText } from "../texts.ts";

const finds = (query: string, content: Partial<ReadoutContent>, revision = aRevision()): boolean =>
  matchDocument(aQuery(query), prepareDocument(aText(content), revision)) !== null;

describe("facts of a readout", () => {
  test.each([
    [
      "KG",
      "kyrgyzstan",
      "Kyrgyz Republic",
      "Киргизия",
      "Кыргызстан",
      "Kirghizistan",
      "吉尔吉斯斯坦",
    ],
    ["TR", "Türkiye", "Turkey", "Turkiye", "Турция", "Turquie", "Türkei"],
    ["GB", "UK", "United Kingdom", "Royaume-Uni", "英国", "المملكة المتحدة"],
    ["CI", "Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"],
  ])("the country %s has a code and many names", (code, ...names) => {
    const content = { countries: [{ country: code, weight: 1 }] };
    for (const name of names) expect(finds(`country:"${name}"`, content)).toBe(true);
  });

  test("a country that a reader left as a name is found by its code", () => {
    expect(finds("country:KG", { countries: [{ country: "Kyrgyzstan", weight: 1 }] })).toBe(true);
  });

  test("a country misspelt is answered with the one that was meant", () => {
    expect(errorOf("country:Kyrgystan").hint).toBe("Did you mean country:KG (Kyrgyzstan)?");
  });

  test("sides are the countries named most where no participant says theirs", () => {
    const countries = [
      { country: "RU", weight: 0.5 },
      { country: "KG", weight: 0.45 },
      { country: "FR", weight: 0.05 },
    ];
    expect(finds("between:RU,KG", { countries })).toBe(true);
    expect(finds("between:RU,FR", { countries })).toBe(false);
    const participants = ["RU", "FR"].map((country) => ({
      name: "Vale",
      role: null,
      country,
      side: null,
    }));
    expect(finds("between:RU,KG", { countries, participants })).toBe(false);
    expect(finds("between:FR,RU", { countries, participants })).toBe(true);
  });

  const guest = { name: "Vale", role: null, country: "FR", side: null };

  test("the press office's own country is a side of whatever somebody of another takes part in", () => {
    const countries = [
      { country: "FR", weight: 0.5 },
      { country: "LB", weight: 0.5 },
    ];
    const met = { ownCountry: "RU", participants: [guest], countries };
    expect(finds("between:RU,FR", met)).toBe(true);
    expect(finds("between:FR,LB", met)).toBe(false);
    expect(finds("between:RU,FR", { ...met, ownCountry: null })).toBe(false);
  });

  test.each(["meeting", "call", "visit", "talks"] as const)(
    "the press office's own country is a side of a %s, with who is named most",
    (kind) => {
      const countries = [{ country: "KW", weight: 1 }];
      expect(finds("between:US,KW", { kind, ownCountry: "US", countries })).toBe(true);
      const speech = { kind: "speech", ownCountry: "US", countries } as const;
      expect(finds("between:US,KW", speech)).toBe(false);
    },
  );

  test("the press office's own country is no side of what two others do", () => {
    const participants = [guest, { ...guest, name: "Berg", country: "DE" }];
    const met = { kind: "talks", ownCountry: "US", participants } as const;
    expect(finds("between:DE,FR", met)).toBe(true);
    expect(finds("between:US,FR", met)).toBe(false);
  });

  test("a readout without a date is found by no date, and not excluded by one", () => {
    expect(finds("date:1990..", { eventDate: null })).toBe(false);
    expect(finds("talks -date:1990..", { title: "Talks", eventDate: null })).toBe(true);
  });

  test("what its source does not date was published when it was first seen", () => {
    const revision = aRevision({ observedAt: "2026-03-05T23:59:00.000Z" });
    expect(finds("published:2026-03-05", { publishedAt: null }, revision)).toBe(true);
    expect(finds("published:2026-03-06", { publishedAt: null }, revision)).toBe(false);
  });

  test.each(["2021-02-28", "2020-02-29", "2021-12-31", "1999"])("%s is in the calendar", (date) => {
    expect(aQuery(`date:${date}`).kind).toBe("fact");
  });

  test.each([
    "2021-02-29",
    "2021-04-31",
    "2021-00-10",
    "2021-01-00",
    "0999",
    "2021-02..2021-02-30",
  ])("%s is not, and the error says so", (date) => {
    expect(errorOf(`grain date:${date}`)).toMatchObject({
      column: 7,
      message: expect.stringMatching(/^There is no (?:day|month|year) “/) as unknown,
    });
  });

  test("an edit that the reader made is no edit of the source's", () => {
    expect(finds("is:edited", {}, aRevision({ change: "edited", cause: "reader" }))).toBe(false);
    expect(finds("is:edited", {}, aRevision({ change: "completed" }))).toBe(true);
    expect(finds("is:removed", {}, aRevision({ change: "removed" }))).toBe(true);
  });

  test.each([
    "date:2021 -date:2020..2022",
    "words:>100 -words:>50",
    "source:a source:b",
    "is:edited is:removed",
    "published:2021 published:2022",
  ])("%s can never match", (query) => {
    expect(errorOf(query).message).toMatch(/can never match/);
  });

  test.each([
    "date:2021 date:2022",
    "country:KG country:RU",
    "is:continued is:edited",
    "date:2020..2022 -date:2021",
    "participant:orlan -orlan",
  ])("%s can", (query) => {
    expect(aQuery(query).kind).toBe("and");
  });

  test("no part of a text is marked for a name that stands beside it", () => {
    const content = aText({
      title: "Orlan met Vale",
      participants: [{ name: "Tom Orlan", role: null, country: null, side: null }],
    });
    const match = matchDocument(aQuery("participant:orlan"), prepareDocument(content));
    expect(match?.spans).toEqual([]);
  });
});
