import { describe, expect, test } from "@jest/globals";
import { readKind } from "../../lambda/readouts/kind.ts";

describe("a title says what kind of event it tells of", () => {
  test.each([
    ["en", "Meeting with Aksel Tamm", "meeting"],
    ["en", "Ilse Orlan and Aksel Tamm Before Their Meeting", "meeting"],
    ["en", "Roundtable with Port Sella's fishermen", "meeting"],
    ["en", "The Prime Minister’s Call with President Tamm", "call"],
    ["en", "Ilse Orlan spoke by telephone with Aksel Tamm", "call"],
    ["en", "Visit to Norrhaven", "visit"],
    ["en", "Deputy Minister Ruud Visits Calandra", "visit"],
    ["en", "Ostrovian-Veldmark talks", "talks"],
    ["en", "Press statements following talks with Aksel Tamm", "press-conference"],
    ["en", "Background Press Call by Senior Officials", "press-conference"],
    ["en", "Speech at the harbour", "speech"],
    ["en", "Statement on the water treaty", "statement"],
    ["en", "Congratulations to Aksel Tamm on his election", "greeting"],
    ["en", "Condolences to the people of Calandra", "greeting"],
    ["en", "Veldmark National Day", "greeting"],
    ["en", "The Prime Minister will visit Norrhaven", "announcement"],
    ["en", "The weather in Norrhaven", "other"],
    ["ru", "Встреча с губернатором", "meeting"],
    ["ru", "Телефонный разговор с Акселем Таммом", "call"],
    ["ru", "Соболезнования народу Каландры", "greeting"],
    ["ru", "Российско-велдмаркские переговоры", "talks"],
    ["de", "Arbeitsbesuch von Ministerin Orlan in Port Sella", "visit"],
    ["de", "Ministerin Orlan trifft Aksel Tamm", "meeting"],
    ["de-AT", "Telefonat mit Präsident Tamm", "call"],
    ["de", "Norrhaven: Reise- und Sicherheitshinweise", "other"],
    ["fr", "Entretien téléphonique avec M. Tamm", "call"],
    ["fr", "Condoléances au peuple de Calandra", "greeting"],
    ["es", "Reunión con el presidente Tamm", "meeting"],
    ["es", "Conversación telefónica con Aksel Tamm", "call"],
    ["pt", "Reunião com o presidente Tamm", "meeting"],
    ["it", "Ilse Orlan incontra Aksel Tamm", "meeting"],
    ["uk", "Зустріч із президентом Таммом", "meeting"],
    ["uk", "Телефонна розмова з Акселем Таммом", "call"],
  ])("%s: %s", (language, title, kind) => {
    expect(readKind(title, language)).toBe(kind);
  });

  test("in English where the document's language has no word for it", () => {
    expect(readKind("Meeting with Aksel Tamm", "de")).toBe("meeting");
    expect(readKind("Meeting with Aksel Tamm", "xx")).toBe("meeting");
  });
});
