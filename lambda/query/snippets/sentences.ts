/** Offsets of one sentence: `start` at its first letter, `end` after its full stop and closing quotes. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** A full stop after these ends no sentence. Folded by lower case only. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `mr mrs ms dr prof sr jr st gen col lt sgt capt adm rep sen gov amb hon rev no vs art vol pp p
  jan feb mar apr jun jul aug sept oct nov dec approx dept inc ltd co corp etc al fig
  m mm mme mlle hr fr bzw ca z b d h u a bspw nr sig dott ing on sra srta ud uds excmo
  г гг т е п ст руб млн млрд тыс им ул стр д др пр см рис о обл р н э в`
    .trim()
    .split(/\s+/),
);

/**
 * Marks that may end a sentence, closing quotes and brackets, and the white space after them (none in
 * Chinese and Japanese). The look-behind keeps a line of dots from being tried dot by dot.
 */
const STOP = /(?<![.!?…؟।])[.!?…؟।]+["'»”’)\]]*\s+|[。！？]+[」』”）]*\s*/gu;
const OPENS_SENTENCE = /^["'«“„‘([¿¡—–-]*\s*(?:\p{Lu}|\p{Lo}|\p{Lt}|\p{N})/u;

/**
 * Cuts a text at its sentence ends. Initials (V. Putin) and common abbreviations end none.
 * Own rules, for Intl.Segmenter is quadratic in Node 20 and cuts after every abbreviation.
 */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = text.length - text.trimStart().length;
  for (const stop of text.matchAll(STOP)) {
    const next = stop.index + stop[0].length;
    if (next >= text.length || !isEnd(text, stop.index, next)) continue;
    sentences.push({ start, end: stop.index + stop[0].trimEnd().length });
    start = next;
  }
  const end = text.trimEnd().length;
  if (end > start) sentences.push({ start, end });
  return sentences;
}

function isEnd(text: string, stop: number, next: number): boolean {
  if (/[。！？]/u.test(text.charAt(stop))) return true;
  if (!OPENS_SENTENCE.test(text.slice(next, next + 8))) return false;
  if (text.charAt(stop) !== ".") return true;
  const before = text.slice(Math.max(0, stop - 24), stop);
  const word = /[\p{L}\p{M}\p{N}]+$/u.exec(before)?.[0] ?? "";
  const isInitial = /^\p{Lu}$/u.test(word);
  return !isInitial && !ABBREVIATIONS.has(word.toLowerCase());
}
