import type { IndexTable, SegmentItem } from "./index-table.ts";
import { indexFormat } from "./index-terms.ts";
import type { SegmentEntry } from "./manifest.ts";
import { readPostings } from "./postings.ts";
import {
  directoryItem,
  packDirectory,
  packReadouts,
  readoutsAPage,
  readoutsItem,
  type SegmentContents,
  termItem,
  unpackReadouts,
} from "./segment.ts";
import { type FinishedPage, PageWriter, readPage } from "./term-page.ts";

const itemsAtOnce = 100;

/** Writes all items of a segment; it counts once the manifest names it. Again with the same contents changes nothing. */
export async function writeSegment(
  id: string,
  contents: SegmentContents,
  table: Pick<IndexTable, "putItems">,
): Promise<SegmentEntry> {
  const { readouts } = contents;
  const pages: Omit<FinishedPage, "bytes">[] = [];
  let waiting: SegmentItem[] = [];
  const put = async (item: SegmentItem) => {
    waiting.push(item);
    if (waiting.length < itemsAtOnce) return;
    const items = waiting;
    waiting = [];
    await table.putItems(id, items);
  };
  const putPage = async ({ bytes, ...page }: FinishedPage) => {
    pages.push(page);
    await put([termItem(pages.length - 1), bytes]);
  };
  const writer = new PageWriter();
  for await (const [key, postings] of contents.terms()) {
    for (const page of writer.add(key, postings)) await putPage(page);
  }
  const last = writer.finish();
  if (last !== null) await putPage(last);
  for (const [n, bytes] of packReadouts(readouts).entries()) await put([readoutsItem(n), bytes]);
  const directory = packDirectory(pages, readouts);
  for (const [n, bytes] of directory.entries()) await put([directoryItem(n), bytes]);
  await table.putItems(id, waiting);
  return {
    id,
    format: indexFormat,
    readouts: readouts.length,
    words: readouts.reduce((sum, { words }) => sum + words, 0),
    pages: pages.length,
    directoryPieces: directory.length,
    newest: readouts[0]?.publishedAt ?? 0,
    oldest: readouts.at(-1)?.publishedAt ?? 0,
    languages: [...new Set(readouts.map(({ language }) => language))].toSorted(),
  };
}

/** All that a segment holds; its terms are read as they are asked for. */
export async function readSegment(
  entry: SegmentEntry,
  table: Pick<IndexTable, "items">,
): Promise<SegmentContents> {
  const pages = Math.ceil(entry.readouts / readoutsAPage);
  const keys = Array.from({ length: pages }, (_, n) => ({
    segment: entry.id,
    item: readoutsItem(n),
  }));
  const readouts = (await table.items(keys)).flatMap(unpackReadouts);
  return {
    readouts,
    async *terms() {
      let key: string | null = null;
      let parts: Uint8Array[] = [];
      for await (const page of pagesInOrder(entry, table)) {
        for (const one of readPage(page)) {
          if (one.key !== key) {
            if (key !== null) yield [key, readPostings(parts)];
            key = one.key;
            parts = [];
          }
          parts.push(one.postings);
        }
      }
      if (key !== null) yield [key, readPostings(parts)];
    },
  };
}

async function* pagesInOrder(
  { id, pages }: SegmentEntry,
  table: Pick<IndexTable, "items">,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < pages; at += itemsAtOnce) {
    const count = Math.min(itemsAtOnce, pages - at);
    const keys = Array.from({ length: count }, (_, n) => ({ segment: id, item: termItem(at + n) }));
    yield* await table.items(keys);
  }
}
