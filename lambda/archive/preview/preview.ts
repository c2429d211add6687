import type { Hit } from "../search/hit.ts";
import type { PreviewWeek } from "./weeks.ts";
import type { UnseenWord } from "./word-watch.ts";

/** What a query would have found in the archive. */
export interface QueryPreview {
  /** The newest, with their passages. */
  readonly hits: readonly Hit[];
  /** Readouts that were looked through. */
  readonly looked: number;
  /** Matches by the week they were published in, the oldest first; only weeks that were wholly looked through. */
  readonly weeks: readonly PreviewWeek[];
  /** Words of the query that occur in none of them. */
  readonly unseen: readonly UnseenWord[];
}

/** Clocks of press offices go wrong, and announcements are dated ahead. */
export const aheadMs = 366 * 24 * 60 * 60 * 1000;
