import { load } from "cheerio";
import { describe, expect, test } from "@jest/globals";
import { fold } from "../../lambda/query/words/fold.ts";
import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { nameKeys } from "../../lambda/query/words/name-key.ts";
import { stemmerOf } from "../../lambda/query/words/stems.ts";
import { aText, paragraphs } from "../query/texts.ts";
import { isRecorded, recordedBytes, recordedFiles } from "./recorded-files.ts";

const suite = isRecorded ? describe : describe.skip;

/** The sources that do not write English. */
const LANGUAGES: Readonly<Record<string, string>> = {
  "kremlin-ru": "ru",
  "auswaertiges-amt": "de",
  bmz: "de",
  bundesrat: "de",
  bundespraesident: "de",
  "bundeskanzleramt-at": "de",
};

const LANGUAGES_READ = ["en", "ru", "de"];

interface Words {
  readonly language: string;
  readonly stems: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

suite("names across spellings, in recorded documents", () => {
  const small = new Set<string>();
  const documents: Words[] = [];
  for (const { file, source } of recordedFiles().filter((one) =>
    /\.(?:html|xml)$/.test(one.file),
  )) {
    const isPage = file.endsWith(".html");
    const page = load(recordedBytes(file), isPage ? {} : { xml: true });
    const texts = isPage
      ? page("p, h1, li")
          .map((_, element) => page(element).text())
          .get()
      : page("item, entry")
          .map((_, element) => load(page(element).text()).text())
          .get();
    const language = LANGUAGES[source] ?? "en";
    const groups = isPage ? [texts] : texts.map((text) => [text]);
    for (const group of groups) {
      const document = prepareDocument(aText({ language, blocks: paragraphs(...group) }));
      const names = new Set(document.names.keys());
      for (const text of group) {
        for (const word of text.match(/(?<![\p{L}\p{N}])\p{Ll}{5,}/gu) ?? []) small.add(fold(word));
      }
      documents.push({ language, stems: new Set(document.stems.keys()), names });
    }
  }

  /** Each word as a query: documents that it finds by its forms, and those that only another spelling adds. */
  function measure(words: Iterable<string>) {
    let found = 0;
    let added = 0;
    for (const word of words) {
      const keys = nameKeys(word);
      const forms = new Map(LANGUAGES_READ.map((one) => [one, stemmerOf(one)(word)]));
      for (const { stems, names, language } of documents) {
        if (stems.has(forms.get(language) ?? word)) found += 1;
        else if (keys.some((key) => names.has(key))) added += 1;
      }
    }
    return { found, added };
  }

  test("an ordinary word, as a query, brings in next to nothing that it does not say", () => {
    const { found, added } = measure(small);
    expect(documents.length).toBeGreaterThan(100);
    expect(small.size).toBeGreaterThan(10_000);
    expect(added / found).toBeLessThan(0.0005);
  }, 120_000);

  test("the other spellings of names are found", () => {
    expect(
      measure(["zelensky", "zelenskyy", "kiev", "kyiv", "burma", "sergey"]).added,
    ).toBeGreaterThan(15);
  });
});
