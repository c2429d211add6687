import { describe, expect, test } from "@jest/globals";
import { languageOfText } from "../../lambda/sources/language.ts";

const texts = {
  en: "The Prime Minister of Ostrovia received the President of Veldmark in Port Sella. They talked about the water treaty, about the ferries between the two countries and about the fishermen who have waited for a decision since the spring. The next meeting is going to be in Norrhaven.",
  ru: "Премьер-министр Островии приняла президента Велдмарка в Порт-Селле. Они говорили о договоре о воде, о паромах между двумя странами и о рыбаках, которые с весны ждут решения. Следующая встреча пройдёт в Норрхавене. Стороны условились продолжить работу над соглашением.",
  de: "Die Ministerpräsidentin von Ostrovia hat den Präsidenten von Veldmark in Port Sella empfangen. Sie sprachen über den Vertrag über das Wasser, über die Fähren zwischen den beiden Ländern und über die Fischer, die seit dem Frühjahr auf eine Entscheidung warten.",
  fr: "La Première ministre d’Ostrovia a reçu le Président de Veldmark à Port Sella. Ils ont parlé du traité sur l’eau, des navires qui relient les deux pays et des pêcheurs qui attendent une décision depuis le printemps. La prochaine rencontre aura lieu à Norrhaven.",
};

describe("the language of a text", () => {
  test.each(Object.entries(texts))("is told: %s", (language, text) => {
    expect(languageOfText(text, language === "en" ? "fr" : "en")).toBe(language);
  });

  test("is the source's, region and all, where it can be", () => {
    expect(languageOfText(texts.en, "en-GB")).toBe("en-GB");
    expect(languageOfText(texts.de, "de-AT")).toBe("de-AT");
  });

  test("is the source's where there is little text", () => {
    expect(languageOfText("Встреча в Порт-Селле.", "en")).toBe("en");
    expect(languageOfText("", "en")).toBe("en");
  });
});
