import { describe, expect, test } from "@jest/globals";
import { eventDaysInText, type Telling } from "../../lambda/readouts/event-days.ts";
import { paragraphs } from "../builders/readout.ts";

function daysOf(text: string, changed: Partial<Telling> = {}): string | null {
  const found = eventDaysInText({
    title: "Talks in Port Sella",
    lead: null,
    blocks: paragraphs(text),
    language: "en",
    publishedDay: "2026-03-04",
    ...changed,
  });
  return found === null ? null : `${found.from} ${found.to} ${found.readFrom}`;
}

describe("the day of the event is read from", () => {
  test.each([
    ["On March 2, the Prime Minister met her guest.", "2026-03-02 2026-03-02 text"],
    ["The ministers met on 2 March 2026 in Port Sella.", "2026-03-02 2026-03-02 text"],
    ["The delegation visited from February 27 to March 2.", "2026-02-27 2026-03-02 text"],
    ["The President visited Veldmark March 2–3.", "2026-03-02 2026-03-03 text"],
    ["The Prime Minister spoke with her guest today.", "2026-03-04 2026-03-04 text"],
    ["Yesterday the Prime Minister received her guest.", "2026-03-03 2026-03-03 text"],
    ["On June 8, the President will visit Veldmark.", "2026-06-08 2026-06-08 text"],
    ["On Tuesday, the Prime Minister met her guest.", "2026-03-03 2026-03-03 text"],
    ["On Wednesday, the Prime Minister met her guest.", "2026-03-04 2026-03-04 text"],
    ["On Wednesday, the President will visit Veldmark.", "2026-03-11 2026-03-11 text"],
    ["On Friday, the President will visit Veldmark.", "2026-03-06 2026-03-06 text"],
    ["(March 2, 2026)", "2026-03-02 2026-03-02 text"],
  ])("%s", (text, days) => {
    expect(daysOf(text)).toBe(days);
  });

  test.each([
    ["ru", "2 марта Премьер-министр провела встречу с гостем.", "2026-03-02 2026-03-02 text"],
    ["ru", "Визит состоится 8–10 июня.", "2026-06-08 2026-06-10 text"],
    ["de", "Die Ministerin traf am 2. März ihren Gast.", "2026-03-02 2026-03-02 text"],
    ["ru", "Во вторник Премьер-министр провела встречу с гостем.", "2026-03-03 2026-03-03 text"],
    ["ru", "Премьер-министр встретилась в среду с гостем.", "2026-03-04 2026-03-04 text"],
    ["de", "Die Ministerin traf am Dienstag ihren Gast.", "2026-03-03 2026-03-03 text"],
    ["fr", "La ministre a reçu son invité ce mardi.", "2026-03-03 2026-03-03 text"],
    ["es", "La ministra recibió el martes a su invitado.", "2026-03-03 2026-03-03 text"],
    ["fr", "La ministre a reçu son invité hier.", "2026-03-03 2026-03-03 text"],
    [
      "es",
      "La ministra recibió el 2 de marzo de 2026 a su invitado.",
      "2026-03-02 2026-03-02 text",
    ],
  ])("words in %s", (language, text, days) => {
    expect(daysOf(text, { language })).toBe(days);
  });

  test("the title first", () => {
    const title = "Press briefing, March 3, 2026";
    expect(daysOf("They met on March 2.", { title })).toBe("2026-03-03 2026-03-03 title");
  });

  test("the standfirst before the text", () => {
    const lead = "The ministers met on March 1.";
    expect(daysOf("They spoke on March 2.", { lead })).toBe("2026-03-01 2026-03-01 text");
  });

  test("a year that turns between the event and the news of it", () => {
    const publishedDay = "2026-01-02";
    expect(daysOf("The ministers met on December 30.", { publishedDay })).toContain("2025-12-30");
  });
});

describe("no day is read from", () => {
  test.each([
    ["a sentence about something else", "The lake froze on March 2."],
    ["a day long ago", "They met where Ostrovia was founded on June 12, 1991."],
    [
      "a day that is to come, where nothing says so",
      "The ministers met about the fair of March 20.",
    ],
    [
      "a sentence that names two",
      "They met on March 1 and spoke again by phone, after a pause, on March 3.",
    ],
    ["a day that no month has", "The ministers met on February 30."],
    ["a number behind a month", "The ministers met in March 2026."],
    ["a later sentence", "The ministers met in Port Sella. They will meet again on June 8."],
    ["somebody's words", "EDT MS. ORLAN: Yesterday we met, and on March 1 too."],
    ["the fourth paragraph", ""],
  ])("%s", (_, text) => {
    const blocks =
      text === "" ? paragraphs("A.", "B.", "C.", "They met on March 2.") : paragraphs(text);
    expect(daysOf("", { blocks })).toBeNull();
  });

  test("a language whose words nobody wrote down", () => {
    expect(daysOf("3月2日に会談した。", { language: "ja" })).toBeNull();
  });
});
