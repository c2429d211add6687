import { CursorError } from "../newest-heads.ts";
import type { Bounds } from "./candidates.ts";
import type { RankPosition, Statistics } from "./rank.ts";

/**
 * Where a list goes on. By time it is a place among readouts. By relevance the cursor also holds what the
 * archive was like when the list began, so that scores stay what they were.
 */
export type Position =
  | { readonly by: "time"; readonly after: NonNullable<Bounds["after"]> }
  | { readonly by: "relevance"; readonly after: RankPosition; readonly statistics: Statistics };

export function writeCursor(position: Position, sourceId: string | null): string {
  return Buffer.from(JSON.stringify(["index", sourceId, position])).toString("base64url");
}

/** Null for a cursor of a walk. @throws CursorError for one that is of another list */
export function readCursor(
  cursor: string,
  sourceId: string | null,
  by: Position["by"],
): Position | null {
  const text = Buffer.from(cursor, "base64url").toString();
  if (!text.startsWith('["index",')) return null;
  try {
    const [, its, position] = JSON.parse(text) as [string, string | null, Position];
    if (its === sourceId && isWhole(position)) {
      if (position.by === by) return position;
    }
  } catch {
    // Said below, in the same words.
  }
  throw new CursorError("the cursor is not one that this search gave: start again without it");
}

const isPlace = ({ publishedAt, readoutId }: NonNullable<Bounds["after"]>): boolean =>
  Number.isFinite(publishedAt) && typeof readoutId === "string";

/** Nobody but us writes cursors, but anybody may send one. */
function isWhole(position: Position): boolean {
  if (position.by === "time") return isPlace(position.after);
  const { after, statistics } = position;
  return (
    isPlace(after.readout) &&
    Number.isFinite(after.score) &&
    Number.isFinite(statistics.readouts) &&
    Number.isFinite(statistics.meanWords) &&
    statistics.withLeaf.every(Number.isFinite)
  );
}

export function walkCursor(
  { publishedAt, readoutId }: NonNullable<Bounds["after"]>,
  sourceId: string | null,
): string {
  const at = new Date(publishedAt).toISOString();
  return Buffer.from(JSON.stringify([readoutId, at, sourceId])).toString("base64url");
}
