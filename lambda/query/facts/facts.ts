import { countWords } from "../../readouts/content-hash.ts";
import type { ReadoutContent, ReadoutKind } from "../../readouts/readout.ts";
import type { Revision } from "../../readouts/revision.ts";
import { INVISIBLE } from "../words/fold.ts";
import { codeOf, countriesOf, readCountries, sidesOf } from "./country-facts.ts";
import {
  dayNumber,
  overlaps,
  type Range,
  readDays,
  readRange,
  readWordCounts,
  type Read,
} from "./ranges.ts";
import type { FactClause, FactField } from "../query.ts";

/** Every kind once; a new one does not compile until it stands here. */
const KINDS: Readonly<Record<ReadoutKind, true>> = {
  meeting: true,
  call: true,
  visit: true,
  talks: true,
  statement: true,
  "press-conference": true,
  speech: true,
  greeting: true,
  announcement: true,
  other: true,
};

const STATES: ReadonlySet<string> = new Set(["continued", "edited", "removed"]);

const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu");

/** What of its revision a readout may be asked for. */
export type RevisionFacts = Pick<Revision, "sourceId" | "change" | "cause" | "observedAt">;

/** What a readout is, whatever it says. */
export interface DocumentFacts {
  /** What a query's facts are looked up by: see `factKey`. */
  readonly keys: ReadonlySet<string>;
  hold(fact: FactClause): boolean;
}

/**
 * A value as the query language has it: codes for names, days for months, all ranges in one form, so that
 * what means the same is written the same.
 */
export function readFact(field: FactField, written: string): Read {
  // Wide digits and signs that cannot be seen, as anywhere in a query.
  const value = written.normalize("NFKC").replaceAll(UNSEEN, "").trim();
  const lower = value.toLowerCase();
  const oneOf = (accepted: boolean, hint: string): Read =>
    accepted
      ? { ok: true, value: lower }
      : { ok: false, message: `“${field}:” has no value “${value}”.`, hint };
  switch (field) {
    case "kind":
      return oneOf(Object.hasOwn(KINDS, lower), `Write one of ${Object.keys(KINDS).join(", ")}.`);
    case "lang":
      return oneOf(
        /^[a-z]{2,3}$/.test(lower),
        "Write the language's code, as in lang:en or lang:ru.",
      );
    case "is":
      return oneOf(STATES.has(lower), "Write is:continued, is:edited or is:removed.");
    case "source":
      return oneOf(
        /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(lower),
        "Write the source's id, as in source:kremlin-en; `readouts sources` lists them.",
      );
    case "country":
      return codeOf(value);
    case "between":
      return readCountries(value);
    case "date":
    case "published":
      return readDays(field, value);
    case "words":
      return readWordCounts(value);
  }
}

/** A fact's key in an index; of a range, whether the readout has such a value at all. */
export function factKey({ field, value }: FactClause): string {
  return isOfRange(field) ? `${field}:` : `${field}:${value}`;
}

type RangeField = "date" | "published" | "words";

/** Whether its values lie in a range, rather than being one of a list. */
export const isOfRange = (field: FactField): field is RangeField =>
  field === "date" || field === "published" || field === "words";

/** All that is so of a readout. */
export function factsOf(content: ReadoutContent, revision: RevisionFacts | null): DocumentFacts {
  const ranges = rangesOf(content, revision);
  const sides = sidesOf(content);
  const keys = new Set([
    `kind:${content.kind}`,
    `lang:${content.language.toLowerCase().split("-")[0] ?? ""}`,
    ...statesOf(content, revision).map((state) => `is:${state}`),
    ...(revision === null ? [] : [`source:${revision.sourceId.toLowerCase()}`]),
    ...countriesOf(content).map((code) => `country:${code}`),
    ...pairsOf(sides).map((pair) => `between:${pair}`),
    ...[...ranges.keys()].map((field) => `${field}:`),
  ]);
  return {
    keys,
    hold(fact) {
      if (!keys.has(factKey(fact))) return false;
      const range = isOfRange(fact.field) ? ranges.get(fact.field) : undefined;
      return range === undefined || overlaps(readRange(fact.value), range);
    },
  };
}

function statesOf(content: ReadoutContent, revision: RevisionFacts | null): readonly string[] {
  const isEdited =
    revision?.cause === "source" &&
    (revision.change === "edited" || revision.change === "completed");
  return [
    ...(content.isContinued ? ["continued"] : []),
    ...(isEdited ? ["edited"] : []),
    ...(revision?.change === "removed" ? ["removed"] : []),
  ];
}

/** Two sides of many make many pairs; a summit has its communiqué, not a query between any two. */
const MAX_SIDES = 30;

function pairsOf(sides: readonly string[]): readonly string[] {
  const sorted = sides.toSorted().slice(0, MAX_SIDES);
  return sorted.flatMap((one, n) => sorted.slice(n + 1).map((other) => `${one},${other}`));
}

function rangesOf(
  content: ReadoutContent,
  revision: RevisionFacts | null,
): ReadonlyMap<RangeField, Range> {
  const { eventDate } = content;
  const published = content.publishedAt?.at ?? revision?.observedAt ?? null;
  const ranges = new Map<RangeField, Range>();
  const words = countWords(content);
  ranges.set("words", { from: words, to: words });
  if (eventDate !== null) {
    ranges.set("date", { from: dayNumber(eventDate.from), to: dayNumber(eventDate.to) });
  }
  if (published !== null) {
    const day = dayNumber(published.slice(0, 10));
    ranges.set("published", { from: day, to: day });
  }
  return ranges;
}

/** Whether what is so of one fact is always so of the other. */
export function factImplies(one: FactClause, other: FactClause): boolean {
  if (one.field === "between" && other.field === "country") {
    return one.value.split(",").includes(other.value);
  }
  if (one.field !== other.field) return false;
  if (!isOfRange(one.field)) return one.value === other.value;
  const [inner, outer] = [readRange(one.value), readRange(other.value)];
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** Whether no readout is both. An event may last for days, and name many countries. */
export function factExcludes(one: FactClause, other: FactClause): boolean {
  if (one.field !== other.field || one.value === other.value) return false;
  switch (one.field) {
    case "kind":
    case "lang":
    case "source":
      return true;
    case "is":
      return one.value !== "continued" && other.value !== "continued";
    case "words":
    case "published":
      return !overlaps(readRange(one.value), readRange(other.value));
    case "date":
    case "country":
    case "between":
      return false;
  }
}
