import * as v from "valibot";
import { capturesTable } from "../archive/captures-table.ts";
import { sourcesTable } from "../archive/sources-table.ts";
import { type PollReport, pollSource } from "../ingest/poll-source.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import {
  assembleCaptureQueue,
  assembleCatalogue,
  assembleFetcher,
  assembleTables,
  basics,
} from "./assemble.ts";
import { pollEnvironment } from "./environments.ts";

const environment = readEnvironment(pollEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  catalogue: assembleCatalogue(environment.SOURCES),
  fetcher: assembleFetcher(environment),
  captures: capturesTable(tables, environment.CAPTURES_TABLE),
  sources: sourcesTable(tables, environment.SOURCES_TABLE),
  captureQueue: assembleCaptureQueue(environment.CAPTURE_QUEUE_URL),
};

const event = v.object({
  sourceId: v.string(),
  /** One listing of the source, a former one too; without it all that are current. */
  listingUrl: v.optional(v.nullable(v.string()), null),
  /** Also where the source is to be left in peace for a while. */
  force: v.optional(v.boolean(), false),
});

/** A schedule's call, or a person's. */
export async function handler(input: unknown): Promise<PollReport> {
  return await pollSource(v.parse(event, input), runtime);
}
