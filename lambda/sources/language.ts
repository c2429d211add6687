import { francAll } from "franc-min";

/** Fewer letters are too few to tell a language by. */
const fewestLetters = 200;
/** How near to the best guess (1) the source's own language may come, to be believed before it. */
const nearEnough = 0.9;

/**
 * The language of a text whose page declares none: the source's, unless the text is clearly in another.
 * @param own the source's, BCP 47
 * @returns BCP 47
 */
export function languageOfText(text: string, own: string): string {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return own;
  const guesses = francAll(text).flatMap(([code, score]): (readonly [string, number])[] =>
    code === "und" ? [] : [[new Intl.Locale(code).language, score]],
  );
  const [best] = guesses;
  if (best === undefined) return own;
  const ownLanguage = new Intl.Locale(own).language;
  const ownScore = guesses.find(([language]) => language === ownLanguage)?.[1] ?? 0;
  return ownScore >= nearEnough ? own : best[0];
}
