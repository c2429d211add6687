import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type Postings, writePosting } from "./postings.ts";

/** A page with its key and the names of its attributes stays below 4 KB: half a read unit. */
const maxPageBytes = 4_000;
/** A list is not begun where less than this is left, unless it fits. */
const postingBytes = 8;

/** A term with a part of its list, as it stands in a page. */
export interface PageEntry {
  readonly key: string;
  readonly postings: Uint8Array;
}

export interface FinishedPage {
  readonly bytes: Uint8Array;
  readonly firstKey: string;
  /** The list of its first term began in the page before. */
  readonly isContinued: boolean;
}

/** Writes sorted terms into pages, each beginning with what it shares with the term before. */
export class PageWriter {
  readonly #page = new ByteWriter();
  readonly #list = new ByteWriter();
  #firstKey: string | null = null;
  #lastKey = "";
  #isContinued = false;

  /** @yields pages that became full */
  *add(key: string, { docs, classes }: Postings): Generator<FinishedPage> {
    let before = -1;
    let isBegun = false;
    for (let n = 0; n < docs.length; n += 1) {
      const room = maxPageBytes - this.#page.length - 3 * key.length - 3 * postingBytes;
      if (this.#list.length > room && (this.#list.length > 0 || this.#firstKey !== null)) {
        if (this.#list.length > 0) {
          this.#put(key, isBegun);
          isBegun = true;
        }
        const page = this.finish();
        if (page !== null) yield page;
        before = -1;
      }
      writePosting(this.#list, docs[n] ?? 0, before, classes[n] ?? 0);
      before = docs[n] ?? 0;
    }
    this.#put(key, isBegun);
  }

  /** The page begun, if there is one. */
  finish(): FinishedPage | null {
    if (this.#firstKey === null) return null;
    const { firstKey, isContinued } = { firstKey: this.#firstKey, isContinued: this.#isContinued };
    this.#firstKey = null;
    this.#lastKey = "";
    return { bytes: this.#page.take(), firstKey, isContinued };
  }

  #put(key: string, isContinued: boolean): void {
    if (this.#firstKey === null) {
      this.#firstKey = key;
      this.#isContinued = isContinued;
    }
    const shared = sharedLength(this.#lastKey, key);
    this.#page.number(shared);
    this.#page.text(key.slice(shared));
    const list = this.#list.take();
    this.#page.number(list.length);
    this.#page.bytes(list);
    this.#lastKey = key;
  }
}

export function* readPage(bytes: Uint8Array): Generator<PageEntry> {
  const reader = new ByteReader(bytes);
  for (let key = ""; !reader.isAtEnd; ) {
    key = key.slice(0, reader.number()) + reader.text();
    yield { key, postings: reader.bytes(reader.number()) };
  }
}

/** In UTF-16 units, never half a character, which UTF-8 could not hold. */
export function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared += 1;
  const last = b.charCodeAt(shared - 1);
  return shared > 0 && last >= 0xd800 && last < 0xdc00 ? shared - 1 : shared;
}
