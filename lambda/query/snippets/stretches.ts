import type { ReadoutContent } from "../../readouts/readout.ts";
import type { Place } from "../finding/occurrences.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";

/** What a snippet says of its passage, whatever was found in it. */
export interface Frame {
  readonly where: "title" | "lead" | "body";
  /** Who says it, where it lies in a turn. */
  readonly speaker: string | null;
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** Whether the text has more before it, and after it. */
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

/** A piece of one text of a readout that may be shown. */
export class Stretch {
  readonly of: CutText;
  readonly start: number;
  readonly end: number;
  #frame: Frame | null = null;

  constructor(of: CutText, { start, end }: Sentence) {
    this.of = of;
    this.start = start;
    this.end = end;
  }

  get frame(): Frame {
    return (this.#frame ??= this.of.frameOf(this.start, this.end));
  }
}

/** One text of a readout, cut at its sentence ends. What begins with a sentence is the same for all that is found in it. */
export class CutText {
  readonly place: Place;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly #content: ReadoutContent;
  readonly #maxChars: number;
  readonly #stretches: (Stretch | undefined)[] = [];
  /** `undefined`: not looked for yet. */
  #speaker: string | null | undefined;

  constructor(content: ReadoutContent, place: Place, maxChars: number) {
    this.place = place;
    this.text = textAt(content, place);
    this.sentences = sentencesOf(this.text);
    this.#content = content;
    this.#maxChars = maxChars;
  }

  /**
   * Whole sentences from the given one on, as many as fit; where not even the find does, which may run over sentence ends, what
   * stands around it.
   */
  stretchAt(sentence: number, find: Sentence): Stretch {
    const whole = (this.#stretches[sentence] ??= this.#wholeAt(sentence));
    if (whole.end > whole.start && whole.end >= find.end) return whole;
    const { start = 0 } = this.sentences[sentence] ?? {};
    const end = this.sentences.find((one) => one.end >= find.end)?.end ?? find.end;
    return new Stretch(this, clip(this.text, { start, end }, find, this.#maxChars));
  }

  #wholeAt(sentence: number): Stretch {
    return new Stretch(this, extend(this.sentences, sentence, this.#maxChars));
  }

  frameOf(start: number, end: number): Frame {
    const { place, text, sentences } = this;
    if (this.#speaker === undefined) this.#speaker = speakerAt(this.#content, place);
    return {
      where: typeof place === "number" ? "body" : place,
      speaker: this.#speaker,
      language: this.#content.language,
      direction: directionOf(text, start, end),
      // The first sentence begins with the first letter, and the last one ends with the last.
      hasBefore: start > (sentences[0]?.start ?? start),
      hasAfter: end < (sentences.at(-1)?.end ?? end),
    };
  }
}

/** The texts of a readout as passages of one length are chosen from them, each cut when something is found in it. */
export class CutTexts {
  readonly content: ReadoutContent;
  readonly #maxChars: number;
  readonly #texts: (CutText | undefined)[] = [];

  constructor(content: ReadoutContent, maxChars: number) {
    this.content = content;
    this.#maxChars = maxChars;
  }

  at(place: Place): CutText {
    const number = place === "title" ? 0 : place === "lead" ? 1 : place + 2;
    return (this.#texts[number] ??= new CutText(this.content, place, this.#maxChars));
  }
}

function textAt({ title, lead, blocks }: ReadoutContent, place: Place): string {
  if (place === "title") return title;
  return (place === "lead" ? lead : blocks[place]?.text) ?? "";
}

function speakerAt({ turns }: ReadoutContent, place: Place): string | null {
  if (typeof place !== "number") return null;
  return turns.find(({ from, to }) => from <= place && place < to)?.speaker ?? null;
}

/** As many sentences as fit; nothing where the first one does not. */
function extend(sentences: readonly Sentence[], first: number, maxChars: number): Sentence {
  const start = sentences[first]?.start ?? 0;
  let end = start;
  for (let n = first; n < sentences.length; n += 1) {
    const next = sentences[n]?.end ?? start;
    if (next - start > maxChars) break;
    end = next;
  }
  return { start, end };
}

/** The words that give a clipped sentence its context, before the first mark. */
const LEAD_IN = 0.3;

/** A piece of a sentence, or of several, that is too long by itself, cut between words, with a little before the find. */
function clip(text: string, sentence: Sentence, find: Sentence, maxChars: number): Sentence {
  const latest = Math.max(sentence.start, sentence.end - maxChars);
  const wanted = Math.max(sentence.start, find.start - Math.floor(maxChars * LEAD_IN));
  const start = wordStart(text, Math.min(wanted, latest), find.start, sentence.start);
  const end = wordEnd(text, Math.min(start + maxChars, sentence.end), find.end, sentence.end);
  return { start, end };
}

function wordStart(text: string, at: number, most: number, sentenceStart: number): number {
  if (at <= sentenceStart) return sentenceStart;
  const space = text.slice(at, most).search(/\s/u);
  return space === -1 ? most : at + space + 1;
}

function wordEnd(text: string, at: number, least: number, sentenceEnd: number): number {
  if (at >= sentenceEnd) return sentenceEnd;
  const space = text.slice(least, Math.max(at, least)).search(/\s\S*$/u);
  return least + Math.max(space, 0);
}

/** By the first letter that has a direction, as HTML's dir=auto does. */
function directionOf(text: string, start: number, end: number): "ltr" | "rtl" {
  if (isCommonLeftToRight(text.charCodeAt(start))) return "ltr";
  const first = /\p{L}/u.exec(text.slice(start, end))?.[0] ?? "";
  const isRightToLeft =
    /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u.test(first);
  return isRightToLeft ? "rtl" : "ltr";
}

/** What most passages begin with, Latin letters without accents and Cyrillic ones: spares them the expressions. */
const isCommonLeftToRight = (unit: number): boolean =>
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x0400 && unit <= 0x0481);
