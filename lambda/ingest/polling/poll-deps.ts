import type { CapturesTable } from "../../archive/captures-table.ts";
import type { ListingState, SourcesTable } from "../../archive/sources-table.ts";
import type { Fetcher } from "../../outside/fetcher.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import type { Source } from "../../sources/source.ts";
import type { CaptureQueue } from "../capture-request.ts";

/** What a poll needs of the world. */
export interface PollDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly fetcher: Fetcher;
  readonly captures: Pick<CapturesTable, "put">;
  readonly sources: SourcesTable;
  readonly captureQueue: CaptureQueue;
}

/** One listing at one time. */
export interface ListingPoll {
  readonly source: Source;
  readonly url: string;
  /** What the last poll left; null where there was none. */
  readonly known: ListingState | null;
  readonly now: Instant;
  /** A fallback of listings that were read before: what it lists is news, though it was never read itself. */
  readonly isStandIn: boolean;
}
