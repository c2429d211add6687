/** What ends a sentence where white space follows. */
const STOPS = ".!?؟।…";
/** What ends one whatever follows. */
const WIDE_STOPS = "。！？";
const SIGNS = STOPS + WIDE_STOPS;

/** Null: no stop. */
export function kindOf(sign: string): "stop" | "wide" | null {
  if (STOPS.includes(sign)) return "stop";
  return WIDE_STOPS.includes(sign) ? "wide" : null;
}

/** Where a text has its stops. Looking for each sign by itself, as the engine does it, is quicker than looking at each unit. */
export class Stops {
  readonly #text: string;
  /** By sign, the last one that was found; the text's length where there is none. */
  readonly #found = new Int32Array(SIGNS.length).fill(-1);

  constructor(text: string) {
    this.#text = text;
  }

  /** The first one from there on, or the text's length. @param at no less than before */
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
