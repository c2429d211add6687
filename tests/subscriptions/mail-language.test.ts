import { describe, expect, test } from "@jest/globals";
import { mailLanguageOf } from "../../lambda/subscriptions/mail-language.ts";
import type { MailLanguage } from "../../lambda/subscriptions/preferences.ts";

const wanting = (first: MailLanguage, ...others: readonly MailLanguage[]): MailLanguage =>
  mailLanguageOf([{ mailLanguage: first }, ...others.map((mailLanguage) => ({ mailLanguage }))]);

describe("the language of a mail for several alerts", () => {
  test("is what most of them want", () => {
    expect(wanting("en", "ru", "ru")).toBe("ru");
    expect(wanting("fr")).toBe("fr");
  });

  test("is that of the first where as many want another", () => {
    expect(wanting("de", "en")).toBe("de");
    expect(wanting("en", "uk", "de", "uk", "de")).toBe("uk");
  });
});
