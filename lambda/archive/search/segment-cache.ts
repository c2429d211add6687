import type { ItemKey } from "../index/index-items.ts";
import type { IndexTable } from "../index/index-table.ts";

/** What a function of 512 MB and more can spare: some 4,000 pages of postings. */
const maxBytes = 16 * 1024 * 1024;

/**
 * Reads items of segments, and keeps those that were asked for last. Segments are never changed, and an id is made
 * from what went in: an item that is kept is right for as long as anybody asks for it.
 * @param most bytes that are kept at most
 */
export function cachedItems(
  table: Pick<IndexTable, "items">,
  most = maxBytes,
): Pick<IndexTable, "items"> {
  /** A map gives its keys in the order in which they were put in: the first was not asked for the longest. */
  const kept = new Map<string, Uint8Array>();
  let size = 0;

  function drop(key: string): void {
    size -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  }

  function keep(key: string, bytes: Uint8Array): void {
    drop(key);
    kept.set(key, bytes);
    size += bytes.length;
    for (const oldest of kept.keys()) {
      if (size <= most) return;
      drop(oldest);
    }
  }

  return {
    async items(wanted) {
      const here = new Map<string, Uint8Array>();
      const missing = new Map<string, ItemKey>();
      for (const one of wanted) {
        const bytes = kept.get(keyOf(one));
        if (bytes === undefined) missing.set(keyOf(one), one);
        else here.set(keyOf(one), bytes);
      }
      const keys = [...missing.keys()];
      const read = missing.size === 0 ? [] : await table.items([...missing.values()]);
      for (const [n, bytes] of read.entries()) here.set(keys[n] ?? "", bytes);
      return wanted.map((one) => {
        const bytes = here.get(keyOf(one));
        if (bytes === undefined) throw new Error(`${keyOf(one)} was neither kept nor read`);
        keep(keyOf(one), bytes);
        return bytes;
      });
    },
  };
}

const keyOf = ({ segment, item }: ItemKey): string => `${segment}/${item}`;
