import { describe, expect, test } from "@jest/globals";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { fold } from "../../../lambda/query/words/fold.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import { nameKeys } from "../../../lambda/query/words/name-key.ts";
import { NAME_LIST, NO_NAMES } from "../../../lambda/query/words/name-list.ts";
import { compileQueries } from "../keyed-queries.ts";
import { aQuery } from "../queries.ts";
import { aText, aTurn, paragraphs } from "../texts.ts";

const finds = (query: string, text: string, language = "en"): boolean => {
  const document = prepareDocument(aText({ language, blocks: paragraphs(text) }));
  const isFound = matchDocument(aQuery(query), document) !== null;
  const set = compileQueries([{ key: "it", query: aQuery(query) }]);
  expect(set.match(document).length > 0).toBe(isFound);
  return isFound;
};

/** What all of them have. */
const sharedKeys = ([first = "", ...others]: readonly string[]): readonly string[] =>
  nameKeys(fold(first)).filter((key) => others.every((name) => nameKeys(fold(name)).includes(key)));

describe("names", () => {
  test.each([
    ["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Zelenskij", "Selenskyj", "Зеленский"],
    ["Зеленський", "Зеленского", "Зеленським", "Zelenskyy"],
    ["Zhaparov", "Japarov", "Žaparov", "Dschaparow", "Жапаров", "Жапаровым"],
    ["Tokayev", "Tokaev", "Токаев", "Токаева"],
    ["Aliyev", "Aliev", "Алиев", "Алиевым"],
    ["Yeltsin", "Eltsin", "Ельцин"],
    ["Putin", "Poutine", "Путин", "Путіна"],
    ["Lukashenko", "Lukašenko", "Lukashenka", "Лукашенко", "Loukachenko"],
    ["Zheenbekov", "Jeenbekov", "Жээнбеков"],
    ["Shoigu", "Shoygu", "Šojgu", "Шойгу"],
    ["Yanukovych", "Yanukovich", "Янукович"],
    ["Netanyahu", "Нетаньяху"],
    ["Kyiv", "Kiev", "Киев", "Києва"],
    ["Türkiye", "Turkey", "Turkiye", "Турция", "Турцией", "Türkei"],
  ])("%s is also written %s", (...spellings) => {
    expect(sharedKeys(spellings)).not.toEqual([]);
  });

  test.each([
    ["Zelensky", "зустріч із Зеленським", "uk"],
    ["Зеленский", "a call with President Zelenskyy", "en"],
    ["zhaparov", "Talks with Sadyr Japarov", "en"],
    ["Japarov", "встреча с Садыром Жапаровым", "ru"],
    ["Turkey", "a visit to Türkiye", "en"],
    ["Türkiye", "поездка в Турцию", "ru"],
    ["Kharkiv", "поездка в Харьков", "ru"],
    ["Lviv", "поездка во Львов", "ru"],
    ["Krim", "in Crimea", "en"],
    ["Moscow", "ein Besuch in Moskau", "de"],
    ["Beijing", "une visite à Pékin", "fr"],
    ["Trump", "разговор с Дональдом Трампом", "ru"],
    ["Трамп", "a call with President Trump", "en"],
    ["Трамп", "розмова з Трампом", "uk"],
    ["Xi Jinping", "встреча с Си Цзиньпином", "ru"],
    ["Си", "talks with Xi Jinping", "en"],
    ["Modi", "Нарендра Моди прибыл", "ru"],
    ["Steinmeier", "зустріч зі Штайнмаєром", "uk"],
    ["Фицо", "Prime Minister Fico", "en"],
    ["Albanese", "разговор с Энтони Албанизом", "ru"],
  ])("%s finds “%s”", (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
  });

  test.each(["=Turkey", '"Turkey"'])("%s finds one spelling only", (query) => {
    expect(finds(query, "A visit to Türkiye")).toBe(false);
    expect(finds(query, "A visit to Turkey")).toBe(true);
  });

  test("=word has no other forms", () => {
    expect(finds("=treaty", "Two treaties")).toBe(false);
    expect(finds("=treaty", "A Treaty")).toBe(true);
  });

  test("a word that the text also writes small began a sentence, and is no name", () => {
    expect(finds("Türkiye", "Turkey is roasted")).toBe(true);
    expect(finds("Türkiye", "Turkey is roasted. We like turkey.")).toBe(false);
    expect(finds("Türkiye", "We roast turkey.")).toBe(false);
  });

  test.each([
    ["Ivan", "Ivanov"],
    ["Turk", "Türkiye"],
    ["Georgia", "George"],
    ["Iran", "Iraq"],
    ["Austria", "Australia"],
    ["Niger", "Nigeria"],
    ["Slovakia", "Slovenia"],
    ["Trump", "Trumpets"],
    ["Xi", "Si"],
    ["Crimea", "Crime"],
    ["Си", "Sí"],
    ["Merz", "Merc"],
    ["Modi", "Moody’s"],
    ["Rutte", "Route"],
    ["Рютте", "Route"],
    ["Scholz", "Solch"],
    ["Beijing", "Being"],
    ["Trump", "Tramp"],
  ])("%s is not %s", (one, other) => {
    expect(finds(one, `We met ${other}`)).toBe(false);
    expect(finds(other, `We met ${one}`)).toBe(false);
  });

  test("are found in who speaks and who takes part", () => {
    const document = prepareDocument(
      aText({
        blocks: paragraphs("Welcome."),
        turns: [aTurn("Садыр Жапаров", 0, 1)],
        participants: [{ name: "Sadyr Zhaparov", role: null, country: "KG", side: null }],
      }),
    );
    expect(matchDocument(aQuery("speaker:Japarov"), document)).not.toBeNull();
    expect(matchDocument(aQuery("participant:Japarov"), document)).not.toBeNull();
    expect(matchDocument(aQuery("speaker:=Japarov"), document)).toBeNull();
  });

  test("of the list say where each spelling is used, and are one word each", () => {
    for (const { names, source } of NAME_LIST) {
      expect(source).toMatch(/\p{L}{3}/u);
      expect(sharedKeys(names)).not.toEqual([]);
      for (const name of names) expect(name).toMatch(/^[\p{L}]+$/u);
    }
  });

  test("are none of the ordinary words of the other list, each of which has one's letters", () => {
    const listed = new Set(NAME_LIST.flatMap(({ names }) => names.map(fold)));
    for (const word of NO_NAMES) {
      expect(word).toBe(fold(word));
      expect(listed.has(word)).toBe(false);
      expect(nameKeys(word)).toEqual([]);
    }
  });
});
