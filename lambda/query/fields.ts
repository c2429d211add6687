import { mapLeaves } from "./combine.ts";
import { hintOf, readFact } from "./facts.ts";
import type { Lexeme } from "./lexemes.ts";
import type { FactField, Leaf, Query, TextField } from "./query.ts";
import { QuerySyntaxError } from "./query-error.ts";

type Field = TextField | FactField;

const FIELDS: Readonly<Record<Field, "text" | "fact">> = {
  title: "text",
  body: "text",
  said: "text",
  kind: "fact",
  lang: "fact",
  is: "fact",
};

/**
 * The field that `title:` names.
 * @throws QuerySyntaxError for a field that there is not
 */
export function readField(lexeme: Lexeme): Field {
  const name = lexeme.text.slice(0, -1).toLowerCase();
  if (isField(name)) return name;
  throw new QuerySyntaxError(
    `There is no field “${lexeme.text}”.`,
    lexeme,
    `Write one of ${Object.keys(FIELDS).join(":, ")}:, or quote all of it to look for it as it stands.`,
  );
}

const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);

/**
 * A query that holds in one field: each of its words and phrases by itself.
 * @throws QuerySyntaxError for a field within a field, and a value that the field cannot have
 */
export function inField(
  field: Field,
  query: Query,
  range: { readonly start: number; readonly end: number },
): Query {
  return mapLeaves(query, (leaf) => {
    if (leaf.kind === "in" || leaf.kind === "fact") {
      throw new QuerySyntaxError(
        "A field within a field means nothing.",
        range,
        "Write the two side by side.",
      );
    }
    return isFact(field) ? asFact(field, leaf, range) : { kind: "in", field, clause: leaf };
  });
}

const isFact = (field: Field): field is FactField => FIELDS[field] === "fact";

function asFact(
  field: FactField,
  leaf: Exclude<Leaf, { kind: "in" | "fact" }>,
  range: { readonly start: number; readonly end: number },
): Leaf {
  const value = leaf.kind === "near" ? null : readFact(field, leaf.surface);
  if (value !== null) return { kind: "fact", field, value };
  throw new QuerySyntaxError(`“${field}:” has no value “${leaf.surface}”.`, range, hintOf(field));
}
