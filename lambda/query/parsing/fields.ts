import { mapLeaves } from "../combine.ts";
import { readFact } from "../facts/facts.ts";
import type { Lexeme } from "./lexemes.ts";
import type { FactField, Leaf, Query, TextField, TextLeaf } from "../query.ts";
import { QuerySyntaxError } from "./query-error.ts";

type Field = TextField | FactField | "speaker";

const NAMES: readonly Field[] = [
  "title",
  "body",
  "said",
  "speaker",
  "participant",
  "place",
  "country",
  "between",
  "source",
  "date",
  "published",
  "kind",
  "lang",
  "words",
  "is",
];
/** A query keeps the one text of each, not a piece of its own text, so that a match need not compare letters. */
const FIELDS: ReadonlyMap<string, Field> = new Map(NAMES.map((name) => [name, name]));

/**
 * The field that `title:` names.
 * @throws QuerySyntaxError for a field that there is not
 */
export function readField(lexeme: Lexeme): Field {
  const field = FIELDS.get(lexeme.text.slice(0, -1).toLowerCase());
  if (field !== undefined) return field;
  throw new QuerySyntaxError(
    `There is no field “${lexeme.text}”.`,
    lexeme,
    `Write one of ${NAMES.join(":, ")}:, or quote all of it to look for it as it stands.`,
  );
}

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
    if (!isInText(leaf)) {
      throw new QuerySyntaxError(
        "A field within a field means nothing.",
        range,
        "Write the two side by side.",
      );
    }
    switch (field) {
      case "title":
      case "body":
      case "said":
      case "participant":
      case "place":
        return { kind: "in", field, clause: leaf };
      case "speaker":
        return { kind: "speaker", clause: leaf };
      case "kind":
      case "lang":
      case "is":
      case "country":
      case "between":
      case "source":
      case "date":
      case "published":
      case "words":
        return asFact(field, leaf, range);
    }
  });
}

const isInText = (leaf: Leaf): leaf is TextLeaf =>
  leaf.kind === "word" || leaf.kind === "phrase" || leaf.kind === "pattern" || leaf.kind === "near";

function asFact(
  field: FactField,
  leaf: TextLeaf,
  range: { readonly start: number; readonly end: number },
): Leaf {
  const read = readFact(field, leaf.surface);
  if (read.ok) return { kind: "fact", field, value: read.value };
  throw new QuerySyntaxError(read.message, range, read.hint);
}
