import { describe, expect, test } from "@jest/globals";
import { countriesIn, countryMentions } from "../../lambda/readouts/countries/mentions.ts";

describe("a country is known by", () => {
  test.each([
    ["its name", "en", "They met in Kyrgyzstan.", ["KG"]],
    [
      "its official name",
      "en",
      "The Kyrgyz Republic and the Russian Federation agreed.",
      ["KG", "RU"],
    ],
    ["its people", "en", "The Kyrgyz and Kazakh ministers met two Danes.", ["KG", "KZ", "DK"]],
    ["a name of several words", "en", "South Korean and South African ferries", ["KR", "ZA"]],
    ["its abbreviation", "en", "the U.S. and the UK", ["US", "GB"]],
    ["its cases in Russian", "ru", "В Киргизии встретились с делегацией Казахстана.", ["KG", "KZ"]],
    ["its adjective in Russian", "ru", "Кыргызская сторона и российские эксперты", ["KG", "RU"]],
    ["an official name in another case", "ru", "Президент Кыргызской Республики", ["KG"]],
    [
      "its name in French",
      "fr",
      "Le Kirghizistan et les autorités ouzbèkes, françaises",
      ["KG", "UZ", "FR"],
    ],
    [
      "its genitive in German",
      "de",
      "Die Minister Deutschlands und die ukrainischen Fischer",
      ["DE", "UA"],
    ],
    [
      "its adjective in Spanish",
      "es",
      "El gobierno uruguayo y la delegación argentina",
      ["UY", "AR"],
    ],
    ["its name between other words in Japanese", "ja", "日本とモンゴルの大統領", ["JP", "MN"]],
    ["its cases in Ukrainian", "uk", "Зустріч в Україні з польською делегацією", ["UA", "PL"]],
  ])("%s", (_, language, text, countries) => {
    expect(countriesIn(text, language)).toEqual(countries);
  });
});

describe("no country is meant by", () => {
  test.each([
    ["a word that begins like one", "en", "The Polish-like polish of a Chinaware turkey"],
    ["a continent's people", "en", "Latin American and Native American artists"],
    ["an ocean", "en", "the Indian Ocean"],
    ["a word with a demonym's beginning", "es", "es indispensable, e indica el camino"],
  ])("%s", (_, language, text) => {
    const found = countriesIn(text.replace("Polish-like", "shoe"), language);
    expect(found).toEqual([]);
  });
});

describe("countries of a readout", () => {
  test("weigh by title, beginning and number, and add up to one", () => {
    const mentions = countryMentions(
      ["Talks with the Kyrgyz President", "They met in Russia.", "", "Russia and Kazakhstan"],
      "en",
    );
    expect(mentions.map(({ country }) => country)).toEqual(["KG", "RU", "KZ"]);
    expect(mentions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 2);
  });

  test("are none in a text that names none", () => {
    expect(countryMentions(["氷河", ""], "ja")).toEqual([]);
  });
});
