import type { QueryError } from "../lambda/query/query-error.ts";

/** What is wrong with a query, pointing at the column. */
export function queryProblem(query: string, { message, column, length, hint }: QueryError): string {
  const pointer = " ".repeat(column - 1) + "^".repeat(Math.max(1, length));
  return [message, "", `  ${query}`, `  ${pointer}`, ...(hint === null ? [] : ["", hint])].join(
    "\n",
  );
}
