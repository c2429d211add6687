import type { PatternClause, PhraseClause, Query, WordClause } from "./query.ts";

/** What a query asks for by its letters. */
export type WantedWord = WordClause | PhraseClause | PatternClause;

/** The words, phrases and patterns that a query hopes to find, each once; not those that it excludes, nor those of fields beside the text. */
export function wantedWords(query: Query): readonly WantedWord[] {
  const wanted = new Map<string, WantedWord>();
  collect(query, wanted);
  return [...wanted.values()];
}

/** Walks by shape: what has clauses wants them, whatever it is called. */
function collect(node: object, wanted: Map<string, WantedWord>): void {
  if (!("kind" in node) || node.kind === "not") return;
  if ("field" in node && (node.field === "participant" || node.field === "place")) return;
  if (node.kind === "word" || node.kind === "phrase" || node.kind === "pattern") {
    const word = node as WantedWord; // by its kind
    wanted.set(`${word.kind} ${word.surface}`, word);
    return;
  }
  for (const inner of Object.values(node).flat() as readonly unknown[]) {
    if (typeof inner !== "object" || inner === null) continue;
    collect("operand" in inner ? (inner.operand as object) : inner, wanted); // a link of `near`
  }
}
