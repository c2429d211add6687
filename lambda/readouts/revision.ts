import type { Instant } from "../runtime/instant.ts";
import type { ReadoutContent } from "./readout.ts";

/** Which bytes something was read from. */
export interface CaptureReference {
  readonly url: string;
  readonly capturedAt: Instant;
  /** Of the raw bytes, hex. */
  readonly sha256: string;
  /** The entry within a captured listing; null where the capture is the document itself. */
  readonly entryId: string | null;
}

/** `source`: the press office changed it. `reader`: we read the same bytes better. Only `source` alerts. */
export type Cause = "source" | "reader";

/** What a revision is to those who follow the readout. */
export type Change = "new" | "edited" | "completed" | "removed" | "restored";

/** Why a revision must not alert; null where it may. */
export type Quiet = "first-poll" | "backfill" | "old" | "reader" | null;

/** One version of a readout's content, numbered from 1. */
export interface Revision {
  readonly readoutId: string;
  readonly revision: number;
  readonly sourceId: string;
  /** Canonical. */
  readonly url: string;
  readonly observedAt: Instant;
  readonly contentHash: string;
  readonly previousHash: string | null;
  readonly cause: Cause;
  readonly change: Change;
  readonly quiet: Quiet;
  /** The reader's version, so that a better reading is told from a changed source. */
  readonly readerVersion: string;
  readonly capture: CaptureReference;
  readonly content: ReadoutContent;
}

/** The latest of a readout: what lists and rechecks need, without its text. */
export interface ReadoutHead {
  readonly readoutId: string;
  readonly sourceId: string;
  readonly url: string;
  /** `unreadable`: its bytes are kept, nothing could be read from them yet. */
  readonly state: "readable" | "unreadable" | "removed";
  /** Why it is unreadable; null otherwise. */
  readonly reason: string | null;
  /** Number of the latest revision; 0 where it never was readable. */
  readonly latest: number;
  readonly contentHash: string | null;
  readonly readerVersion: string;
  readonly title: string;
  readonly kind: ReadoutContent["kind"];
  readonly language: string;
  readonly publishedAt: NonNullable<ReadoutContent["publishedAt"]>;
  readonly eventDate: ReadoutContent["eventDate"];
  readonly place: string | null;
  readonly countries: readonly string[];
  readonly isContinued: boolean;
  readonly words: number;
  /** Why its first revision did not alert, or must not when it can be read; null where it may. */
  readonly quiet: Quiet;
  readonly firstSeenAt: Instant;
  /** Time of the newest capture taken into account; an older one never makes a revision. */
  readonly lastObservedAt: Instant;
  readonly capture: CaptureReference;
  /** When to look again; null where never. */
  readonly recheckAt: Instant | null;
  /** Rechecks since the last change. */
  readonly rechecks: number;
  /** When the last capture that was counted was asked for; null where none was: counted once, worked off twice or not. */
  readonly askedAt: Instant | null;
  /** When a 404 or 410 was first seen in a row; null where it answers. */
  readonly missingSince: Instant | null;
}
