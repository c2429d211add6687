import { prepareDocument } from "../../query/finding/document.ts";
import { countWords } from "../../readouts/content-hash.ts";
import type { ReadoutHead, Revision } from "../../readouts/revision.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import type { IndexTable } from "./index-table.ts";
import { indexTermsOf } from "./index-terms.ts";
import type { IndexedReadout } from "./term-block.ts";

export interface IndexDeps {
  readonly readouts: Pick<ReadoutsTable, "head" | "revision">;
  readonly index: Pick<IndexTable, "addBlock">;
}

/** Puts a readout's latest revision into the index; again changes nothing. What is unreadable is not found. */
export async function indexReadout(
  readoutId: string,
  { readouts, index }: IndexDeps,
): Promise<void> {
  const head = await readouts.head(readoutId);
  if (head === null || head.latest === 0) return;
  const revision = await readouts.revision(readoutId, head.latest);
  if (revision === null) return;
  await index.addBlock(...indexed(head, revision));
}

/** A revision as the index takes it. */
export function indexed(
  head: ReadoutHead,
  revision: Revision,
): readonly [IndexedReadout, ReadonlyMap<string, number>] {
  const { content } = revision;
  const readout: IndexedReadout = {
    readoutId: revision.readoutId,
    revision: revision.revision,
    publishedAt: Date.parse(head.publishedAt.at),
    words: countWords(content),
    language: content.language.toLowerCase().split("-")[0] ?? "",
  };
  return [readout, indexTermsOf(prepareDocument(content, revision))];
}
