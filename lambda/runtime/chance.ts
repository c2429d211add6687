import { randomBytes } from "node:crypto";

/** Where use cases get what nobody can guess: passed in, never reached for. */
export interface Chance {
  bytes(count: number): Uint8Array;
}

export const systemChance: Chance = { bytes: (count) => randomBytes(count) };
