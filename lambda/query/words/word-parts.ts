import type { Word } from "../query.ts";

/** No folded term has one in it. */
const BETWEEN = "-";

/** @param parts folded terms, at least one */
export const wordOf = (parts: readonly string[]): Word => parts.join(BETWEEN);

export const partsOf = (word: Word): readonly string[] => word.split(BETWEEN);

/** Whether it is a term by itself. */
export const isTerm = (word: Word): boolean => !word.includes(BETWEEN);
