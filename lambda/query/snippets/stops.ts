/** Signs that may end a sentence. */
const SIGNS = ".!?؟।…。！？";

export const NO_STOP = 0;
/** . ! ? ؟ । … end a sentence where white space follows. */
export const STOP = 1;
/** 。！？ end one whatever follows. */
export const WIDE_STOP = 2;

/** By number: a string for each unit would be made and thrown away. */
export function kindOf(unit: number): typeof NO_STOP | typeof STOP | typeof WIDE_STOP {
  if (unit < 0x80) return unit === 0x2e || unit === 0x21 || unit === 0x3f ? STOP : NO_STOP;
  if (unit === 0x061f || unit === 0x0964 || unit === 0x2026) return STOP;
  return unit === 0x3002 || unit === 0xff01 || unit === 0xff1f ? WIDE_STOP : NO_STOP;
}

/** Where a text has its stops. Looking for each sign by itself, as the engine does it, is quicker than looking at each unit. */
export class Stops {
  readonly #text: string;
  /** By sign, the last one that was found; the text's length where there is none. */
  readonly #found = new Int32Array(SIGNS.length).fill(-1);

  constructor(text: string) {
    this.#text = text;
  }

  /** The first one from there on, or the text's length. */
  from(at: number): number {
    const { length } = this.#text;
    let first = length;
    for (let n = 0; n < SIGNS.length; n += 1) {
      let next = this.#found[n] ?? 0;
      if (next < at) {
        next = this.#text.indexOf(SIGNS.charAt(n), at);
        if (next === -1) next = length;
        this.#found[n] = next;
      }
      if (next < first) first = next;
    }
    return first;
  }
}
