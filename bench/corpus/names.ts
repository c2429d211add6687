import { type Chance, pick, seededChance } from "../chance.ts";

const SEED = 20_261_201;
const ONSETS = "b d f g k l m n p r s t v z kh".split(" ");
const VOWELS = "a e i o u".split(" ");
const ENDINGS = ["ov", "ev", "in", "ad", "uk", "im"];

/** Names of people whom all languages write about, in Latin letters: the same at every call, each once, without an end. */
export function* inventedNames(): Generator<string, never> {
  const chance = seededChance(SEED);
  const before = new Set<string>();
  for (;;) {
    const name = inventName(chance);
    if (before.has(name)) continue;
    before.add(name);
    yield name;
  }
}

const inventName = (chance: Chance): string =>
  [ONSETS, VOWELS, ONSETS, VOWELS, ONSETS, ENDINGS].map((some) => pick(some, chance)).join("");

const LATIN = "kh a b d e f g k l m n o p r s t u v z".split(" ");
const CYRILLIC = "х а б д е ф г к л м н о п р с т у в з".split(" ");

/** @param i what the language has for it */
export const inCyrillic = (name: string, i: string): string =>
  LATIN.reduce(
    (text, letters, n) => text.replaceAll(letters, CYRILLIC[n] ?? ""),
    name.replaceAll("i", i),
  );
