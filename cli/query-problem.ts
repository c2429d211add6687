import type { QueryError } from "../lambda/query/parsing/query-error.ts";

/** Of a long query, so much is shown on either side of the wrong part. */
const shownAround = 40;

/** What is wrong with a query, pointing at the column. */
export function queryProblem(query: string, { message, column, length, hint }: QueryError): string {
  const start = column - 1;
  const from = Math.max(0, start - shownAround);
  const wrong = Math.min(length, shownAround);
  const cut = from > 0 ? "…" : "";
  const shown = `${cut}${query.slice(from, start + wrong + shownAround).replaceAll(/\s/g, " ")}`;
  const pointer = " ".repeat(cut.length + start - from) + "^".repeat(Math.max(1, wrong));
  return [message, "", `  ${shown}`, `  ${pointer}`, ...(hint === null ? [] : ["", hint])].join(
    "\n",
  );
}
