import type { ReadoutContent, ReadoutKind } from "../readouts/readout.ts";
import type { FactField } from "./query.ts";

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

/** Which values a field may be asked for, and how to say so. */
const VALUES: Readonly<
  Record<FactField, { readonly accepts: (value: string) => boolean; readonly hint: string }>
> = {
  kind: {
    accepts: (value) => Object.hasOwn(KINDS, value),
    hint: `Write one of ${Object.keys(KINDS).join(", ")}.`,
  },
  lang: {
    accepts: (value) => /^[a-z]{2,3}$/.test(value),
    hint: "Write the language's code, as in lang:en or lang:ru.",
  },
  is: { accepts: (value) => value === "continued", hint: "Write is:continued." },
};

/** A value as the query language has it, or null where the field has no such value. */
export function readFact(field: FactField, written: string): string | null {
  const value = written.trim().toLowerCase();
  return VALUES[field].accepts(value) ? value : null;
}

export const hintOf = (field: FactField): string => VALUES[field].hint;

/** All that is so of a readout, as `field:value`. */
export function factsOf(content: ReadoutContent): ReadonlySet<string> {
  const facts = [
    `kind:${content.kind}`,
    `lang:${content.language.toLowerCase().split("-")[0] ?? ""}`,
  ];
  return new Set(content.isContinued ? [...facts, "is:continued"] : facts);
}
