import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { headItem, revisionItem, type Item } from "../../lambda/archive/readout-items.ts";
import { monthNoter } from "../../lambda/archive/months.ts";
import type { ReadoutHead, Revision } from "../../lambda/readouts/revision.ts";
import { countWords } from "../../lambda/readouts/content-hash.ts";
import { contentOf, type CorpusDocument, makeDocuments } from "../corpus.ts";
import type { BenchTables } from "../tables.ts";

/** Documents made in one go: of a seed of their own, so that any part can be made by itself. */
export const chunk = 1000;
const writtenAtOnce = 25;
const callsAtOnce = 4;
const day = 24 * 60 * 60 * 1000;
/** So many readouts a day, of five sources. */
const perDay = 25;
const firstDay = Date.parse("2015-01-01T00:00:00.000Z");
const hash = "0".repeat(64);

export function documentsOf(part: number): readonly CorpusDocument[] {
  return makeDocuments({ seed: 2026 + part, count: chunk });
}

export interface Loaded {
  readonly revision: Revision;
  readonly head: ReadoutHead;
}

/** The n-th readout of the archive, from the oldest. */
export function readoutOf(document: CorpusDocument, n: number): Loaded {
  const at = new Date(firstDay + (n / perDay) * day).toISOString();
  const sourceId = `office-${n % 5}`;
  const content = { ...contentOf(document), publishedAt: { at, precision: "minute" as const } };
  const url = `https://office.example/news/${n}`;
  const capture = { url, capturedAt: at, sha256: hash, entryId: null };
  const revision: Revision = {
    readoutId: `${sourceId}-${n}`,
    revision: 1,
    sourceId,
    url,
    observedAt: at,
    contentHash: hash,
    previousHash: null,
    cause: "source",
    change: "new",
    quiet: null,
    readerVersion: "1",
    capture,
    content,
  };
  const { readoutId, readerVersion } = revision;
  const head: ReadoutHead = {
    readoutId,
    sourceId,
    url,
    state: "readable",
    reason: null,
    latest: 1,
    contentHash: hash,
    readerVersion,
    title: content.title,
    kind: content.kind,
    language: content.language,
    publishedAt: content.publishedAt,
    eventDate: null,
    place: null,
    countries: [],
    isContinued: false,
    words: countWords(content),
    quiet: null,
    firstSeenAt: at,
    lastObservedAt: at,
    capture,
    recheckAt: null,
    rechecks: 0,
    askedAt: null,
    missingSince: null,
  };
  return { revision, head };
}

/** Puts readouts into the archive in batches: the same items as `append` writes, without its conditions. */
export async function load(
  { client, readouts }: BenchTables,
  from: number,
  to: number,
  say: (text: string) => void,
): Promise<void> {
  const note = monthNoter(client, readouts);
  for (let part = from / chunk; part < to / chunk; part += 1) {
    const loaded = documentsOf(part).map((document, n) => readoutOf(document, part * chunk + n));
    const items = loaded.flatMap(({ head, revision }): Item[] => [
      headItem(head),
      revisionItem(revision).item,
    ]);
    for (const month of new Set(loaded.map(({ head }) => head.publishedAt.at.slice(0, 7)))) {
      await note(month);
    }
    for (let at = 0; at < items.length; at += writtenAtOnce * callsAtOnce) {
      const calls = Array.from({ length: callsAtOnce }, (_, n) =>
        items.slice(at + n * writtenAtOnce, at + (n + 1) * writtenAtOnce),
      ).filter(({ length }) => length > 0);
      await Promise.all(
        calls.map(async (some) => {
          const requests = some.map((Item) => ({ PutRequest: { Item } }));
          await client.send(new BatchWriteCommand({ RequestItems: { [readouts]: requests } }));
        }),
      );
    }
    if ((part + 1) % 10 === 0) say(`  ${(part + 1) * chunk} readouts archived`);
  }
}
