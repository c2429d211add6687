import type { Catalogue } from "../lambda/sources/catalogue.ts";

/** Something that went wrong for the one at the keyboard: one sentence, with the next step. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** 1: it failed; 2: it was asked for wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A source's id that the catalogue does not know. */
export function noSuchSource(id: string, catalogue: Catalogue): UserError {
  const known = catalogue.all.map((source) => source.id).join(", ");
  return new UserError(`There is no source ${id}. There are: ${known}.`, 2);
}
