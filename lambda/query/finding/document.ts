import type { ReadoutContent } from "../../readouts/readout.ts";
import { type DocumentFacts, factsOf, type RevisionFacts } from "../facts/facts.ts";
import type { Found } from "./found.ts";
import { GAP, type Occurrence, type Place } from "./occurrences.ts";
import { PartOfTexts } from "./part-of-texts.ts";
import { type Postings, ScannedTexts, type TextPostings } from "./postings.ts";
import type { Scan } from "./scan.ts";
import type { TextField } from "../query.ts";
import { type Stemmer, stemmerOf } from "../words/stems.ts";

/** A readout's words, looked up by term or stem: made once, asked by any number of queries. */
export interface PreparedDocument extends TextPostings {
  readonly content: ReadoutContent;
  /** The words of its texts by number: what a set of queries goes through. */
  readonly scan: Scan;
  /** What the readout is. */
  readonly facts: DocumentFacts;
  /** What is named beside the text, where a query may find it: speakers, participants, the place. */
  readonly beside: readonly TextPostings[];
  /** Names, labels and roles of the turns' speakers; an occurrence's place is the number of its turn. */
  readonly speakers: TextPostings;
  /** What others make of it once and keep with it, by who does. */
  readonly kept: Map<string, unknown>;
  /** A part of the text by itself. */
  inField(field: TextField): TextPostings;
  /** Numbers of the turns that a block lies in. */
  turnsOf(block: Place): readonly number[];
  /** Where a turn's label stands, or null where its first block does not begin with it. */
  labelOf(turn: number): Occurrence | null;
}

/** @param revision what of its revision queries may ask for; null where there is none, as for a text just typed */
export const prepareDocument = (
  content: ReadoutContent,
  revision: RevisionFacts | null = null,
): PreparedDocument => new Prepared(content, revision);

/** What most queries never ask for is made when the first one does. */
class Prepared implements PreparedDocument {
  readonly content: ReadoutContent;
  readonly stemOf: Stemmer;
  readonly #revision: RevisionFacts | null;
  readonly #text: ScannedTexts;
  readonly #parts = new Map<TextField, TextPostings>();
  #kept: Map<string, unknown> | null = null;
  #facts: DocumentFacts | null = null;
  #speakers: TextPostings | null = null;
  #turns: ReadonlyMap<Place, readonly number[]> | null = null;

  constructor(content: ReadoutContent, revision: RevisionFacts | null) {
    this.content = content;
    this.stemOf = stemmerOf(content.language);
    this.#revision = revision;
    this.#text = new ScannedTexts(textsOf(content), this.stemOf);
  }

  get scan(): Scan {
    return this.#text.scan;
  }

  get terms(): Postings {
    return this.#text.terms;
  }

  get stems(): Postings {
    return this.#text.stems;
  }

  get names(): Postings {
    return this.#text.names;
  }

  get words(): Map<string, Found> {
    return this.#text.words;
  }

  formsOf(term: string): readonly Occurrence[] {
    return this.#text.formsOf(term);
  }

  get kept(): Map<string, unknown> {
    return (this.#kept ??= new Map());
  }

  get facts(): DocumentFacts {
    return (this.#facts ??= factsOf(this.content, this.#revision));
  }

  get speakers(): TextPostings {
    return (this.#speakers ??= new ScannedTexts(speakersOf(this.content), this.stemOf));
  }

  get beside(): readonly TextPostings[] {
    return [this.speakers, this.inField("participant"), this.inField("place")];
  }

  inField(field: TextField): TextPostings {
    const known = this.#parts.get(field);
    if (known !== undefined) return known;
    const part = this.#partOf(field);
    this.#parts.set(field, part);
    return part;
  }

  turnsOf(block: Place): readonly number[] {
    return this.#turnsByBlock().get(block) ?? [];
  }

  labelOf(turn: number): Occurrence | null {
    const { from = -1, label = "" } = this.content.turns[turn] ?? {};
    const text = this.#text.places.indexOf(from);
    if (text === -1 || !this.content.blocks[from]?.text.startsWith(label)) return null;
    const position = (this.scan.texts[text] ?? 0) + text * GAP;
    return { place: from, start: 0, end: label.length, from: position, to: position + 1 };
  }

  #partOf(field: TextField): TextPostings {
    const { content, stemOf } = this;
    if (field === "participant") return new ScannedTexts(participantsOf(content), stemOf);
    if (field === "place") return new ScannedTexts([[0, content.place ?? ""]], stemOf);
    return new PartOfTexts(this, (where) => isIn(field, where, this.#turnsByBlock()));
  }

  #turnsByBlock(): ReadonlyMap<Place, readonly number[]> {
    return (this.#turns ??= turnsByBlockOf(this.content));
  }
}

/** The texts of a readout with their places, in reading order. */
export function textsOf(content: ReadoutContent): readonly (readonly [Place, string])[] {
  return [
    ["title", content.title],
    ...(content.lead === null ? [] : [["lead", content.lead] as const]),
    ...content.blocks.map((block, n) => [n, block.text] as const),
  ];
}

function speakersOf({ turns }: ReadoutContent): readonly (readonly [number, string])[] {
  return turns.flatMap(({ speaker, label, role }, turn) =>
    [...new Set([speaker, label, role ?? ""])].map((name) => [turn, name] as const),
  );
}

function participantsOf({ participants }: ReadoutContent): readonly (readonly [number, string])[] {
  return participants.flatMap(({ name, role }, n) =>
    [name, role ?? ""].map((text) => [n, text] as const),
  );
}

function turnsByBlockOf({ blocks, turns }: ReadoutContent): ReadonlyMap<Place, readonly number[]> {
  const byBlock = new Map<Place, number[]>();
  turns.forEach(({ from, to }, turn) => {
    for (let block = from; block < Math.min(to, blocks.length); block += 1) {
      byBlock.set(block, [...(byBlock.get(block) ?? []), turn]);
    }
  });
  return byBlock;
}

function isIn(
  field: TextField,
  place: Place,
  turnsByBlock: ReadonlyMap<Place, readonly number[]>,
): boolean {
  switch (field) {
    case "title":
      return place === "title";
    case "body":
      return place !== "title";
    case "said":
      return turnsByBlock.has(place);
    case "participant":
    case "place":
      return false;
  }
}
