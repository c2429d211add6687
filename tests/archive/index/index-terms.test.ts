import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import {
  indexFormat,
  indexFormatBy,
  indexTermsOf,
} from "../../../lambda/archive/index/index-terms.ts";
import { NAME_LIST, NO_NAMES } from "../../../lambda/query/words/name-list.ts";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { aReadout, aRevision, paragraphs } from "../../builders/readout.ts";

/** Of each language that has a stemmer, and of what folding has to do with. Scripts without spaces are left out: ICU cuts them, and another ICU may cut otherwise. */
const samples = [
  [
    "en",
    "The ministers’ treaties on cease-fires and grains were “signed” in Norrhaven, re-opening ferries.",
  ],
  ["ru", "Президент Жапаров провёл переговоры о поставках зерна с премьер-министром Вельдмарка."],
  ["uk", "Президент обговорив із прем’єр-міністром перемовини щодо зернових угод."],
  [
    "fr",
    "Les ministres ont négocié l’accord sur les céréales ; œuvres et traités signés à Calandra.",
  ],
  [
    "de",
    "Die Ministerpräsidenten verhandelten über Getreidelieferungen, Straßen und Fährverträge.",
  ],
  ["es", "Los ministros firmaron acuerdos sobre las conversaciones de los puertos en Ostrovia."],
  ["it", "I ministri hanno firmato gli accordi sulle città e sui negoziati dell’unità."],
  ["pt", "Os ministros assinaram acordos sobre as negociações e as exportações de grãos."],
  ["tr", "Türkiye Cumhurbaşkanı İstanbul’da görüşmeler yaptı."],
] as const;

/**
 * What the index holds of these texts, by the format that it is held under. If this fails, words have other
 * terms than those that stand in the indexes of installations, and search would miss them: count up `layout` in
 * index-terms.ts (or LANGUAGE_VERSION), then put the new format and digest here. All indexes are then built anew.
 */
const expected = { format: "5.2.", digest: "a12f9ca9e877888c" };

test("words that become other terms get another format of the index", () => {
  const hash = createHash("sha256");
  for (const [language, text] of samples) {
    const content = aReadout({ language, title: text, blocks: paragraphs(text) });
    const document = prepareDocument(content, aRevision({ content }));
    const terms = [...indexTermsOf(document)].map(([key, count]) => `${key} ${count}`);
    hash.update(`${language}\n${terms.toSorted().join("\n")}\n`);
  }
  const digest = hash.digest("hex").slice(0, 16);
  expect({ format: /^[\d.]+\.(?=[^.]+$)/.exec(indexFormat)?.[0], digest }).toEqual(expected);
});

test("other lists of names get another format of the index", () => {
  const [first, ...others] = NAME_LIST;
  const [name = "", ...spellings] = first?.names ?? [];
  const changed = { names: [name, ...spellings, `${name}x`], source: "" };
  expect(indexFormatBy([...NAME_LIST], [...NO_NAMES])).toBe(indexFormat);
  const formats = [
    indexFormatBy(others, NO_NAMES),
    indexFormatBy([changed, ...others], NO_NAMES),
    indexFormatBy(NAME_LIST, NO_NAMES.slice(1)),
  ];
  expect(new Set([indexFormat, ...formats]).size).toBe(4);
});
