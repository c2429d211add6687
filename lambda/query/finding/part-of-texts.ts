import type { Stemmer } from "../words/stems.ts";
import type { Found } from "./found.ts";
import type { Occurrence, Place } from "./occurrences.ts";
import type { Postings, TextPostings } from "./postings.ts";

/** Only what stands in some of the places. */
export class PartOfTexts implements TextPostings {
  readonly stemOf: Stemmer;
  readonly words = new Map<string, Found>();

  readonly #whole: TextPostings;
  readonly #has: (place: Place) => boolean;
  // Made when they are asked for first.
  #terms: Postings | null = null;
  #stems: Postings | null = null;
  #names: Postings | null = null;

  constructor(whole: TextPostings, has: (place: Place) => boolean) {
    this.stemOf = whole.stemOf;
    this.#whole = whole;
    this.#has = has;
  }

  get terms(): Postings {
    return (this.#terms ??= new PartOfPostings(this.#whole.terms, this.#has));
  }

  get stems(): Postings {
    return (this.#stems ??= new PartOfPostings(this.#whole.stems, this.#has));
  }

  get names(): Postings {
    return (this.#names ??= new PartOfPostings(this.#whole.names, this.#has));
  }

  formsOf(term: string): readonly Occurrence[] {
    const has = this.#has;
    return this.#whole.formsOf(term).filter(({ place }) => has(place));
  }
}

class PartOfPostings implements Postings {
  readonly #whole: Postings;
  readonly #has: (place: Place) => boolean;
  readonly #found = new Map<string, readonly Occurrence[]>();

  constructor(whole: Postings, has: (place: Place) => boolean) {
    this.#whole = whole;
    this.#has = has;
  }

  get(key: string): readonly Occurrence[] | undefined {
    const before = this.#found.get(key);
    if (before !== undefined) return before;
    const found = (this.#whole.get(key) ?? []).filter(({ place }) => this.#has(place));
    if (found.length === 0) return undefined;
    this.#found.set(key, found);
    return found;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  keys(): Iterable<string> {
    return Array.from(this.#whole.keys()).filter((key) => this.has(key));
  }
}
