import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { italian } from "./italian.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";
import { ukrainian } from "./ukrainian.ts";
import type { Language, Morphology } from "../vocabulary.ts";

export const morphologies: Readonly<Record<Language, Morphology>> = {
  en: english,
  ru: russian,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  pt: portuguese,
  uk: ukrainian,
};
