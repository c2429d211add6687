import type { Block } from "./readout.ts";

/** "To be continued." alone in a paragraph, or the Kremlin's sign for an unfinished transcript. */
const marks = /^\(?(?:to be continued|продолжение следует)[.…]*\)?$|<\s*(?:…|\.\.\.)\s*>/iu;

/** Whether a readout says of itself that it is unfinished. */
export function saysContinued(blocks: readonly Block[]): boolean {
  return blocks.some(({ text }) => marks.test(text));
}
