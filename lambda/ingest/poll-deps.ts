import type { CapturesTable } from "../archive/captures-table.ts";
import type { SourcesTable } from "../archive/sources-table.ts";
import type { Fetcher } from "../outside/fetcher.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { CaptureQueue } from "./capture-request.ts";

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
