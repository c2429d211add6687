import type { ReadoutContent } from "../../readouts/readout.ts";
import { type DocumentFacts, factsOf, type RevisionFacts } from "../facts/facts.ts";
import { GAP, type Occurrence, type Place } from "./occurrences.ts";
import { postingsIn, postTexts, type TextPostings } from "./postings.ts";
import type { Scan } from "./scan.ts";
import type { TextField } from "../query.ts";
import { type Stemmer, stemmerOf } from "../words/stems.ts";

/** A readout's words, looked up by term or stem: made once, asked by any number of queries. */
export interface PreparedDocument extends TextPostings {
  readonly content: ReadoutContent;
  /** The words of its texts by number: what a set of queries goes through. */
  readonly scan: Scan;
  /** Of the document's language. */
  readonly stemOf: Stemmer;
  /** What the readout is. */
  readonly facts: DocumentFacts;
  /** What is named beside the text, where a query may find it: speakers, participants, the place. */
  readonly beside: readonly TextPostings[];
  /** Names, labels and roles of the turns' speakers; an occurrence's place is the number of its turn. */
  readonly speakers: TextPostings;
  /** A part of the text by itself. */
  inField(field: TextField): TextPostings;
  /** Numbers of the turns that a block lies in. */
  turnsOf(block: Place): readonly number[];
  /** Where a turn's label stands, or null where its first block does not begin with it. */
  labelOf(turn: number): Occurrence | null;
}

/** @param revision what of its revision queries may ask for; null where there is none, as for a text just typed */
export function prepareDocument(
  content: ReadoutContent,
  revision: RevisionFacts | null = null,
): PreparedDocument {
  const stemOf = stemmerOf(content.language);
  const texts = textsOf(content);
  const { scan, places, terms, stems, names } = postTexts(texts, stemOf);
  const turnsByBlock = once(() => turnsByBlockOf(content));
  const speakers = once(() => postTexts(speakersOf(content), stemOf));
  const participant = once(() => postTexts(participantsOf(content), stemOf));
  const place = once(() => postTexts([[0, content.place ?? ""]], stemOf));
  const facts = once(() => factsOf(content, revision));
  const parts = new Map<TextField, TextPostings>();
  const partOf = (field: TextField): TextPostings => {
    if (field === "participant") return participant();
    if (field === "place") return place();
    return postingsIn({ terms, stems, names }, (where) => isIn(field, where, turnsByBlock()));
  };
  return {
    content,
    scan,
    terms,
    stems,
    names,
    stemOf,
    get facts() {
      return facts();
    },
    get speakers() {
      return speakers();
    },
    get beside() {
      return [speakers(), participant(), place()];
    },
    inField(field) {
      const part = parts.get(field) ?? partOf(field);
      parts.set(field, part);
      return part;
    },
    turnsOf: (block) => turnsByBlock().get(block) ?? [],
    labelOf(turn) {
      const { from = -1, label = "" } = content.turns[turn] ?? {};
      const text = places.indexOf(from);
      if (text === -1 || !content.blocks[from]?.text.startsWith(label)) return null;
      const position = (scan.texts[text] ?? 0) + text * GAP;
      return { place: from, start: 0, end: label.length, from: position, to: position + 1 };
    },
  };
}

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
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
