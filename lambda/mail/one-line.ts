import { shorten } from "./shorten.ts";

const maxChars = 300;

/** A query as a mail repeats it. */
export function oneLine(query: string): string {
  return shorten(query.replaceAll(/\s+/gu, " ").trim(), maxChars);
}
