import { readoutsTable } from "../archive/readouts-table.ts";
import { recheckDue } from "../ingest/recheck-due.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCaptureQueue, assembleTables, basics } from "./assemble.ts";
import { recheckEnvironment } from "./environments.ts";

const environment = readEnvironment(recheckEnvironment, processEnvironment);
const runtime = {
  ...basics,
  readouts: readoutsTable(assembleTables(), environment.READOUTS_TABLE),
  captureQueue: assembleCaptureQueue(environment.CAPTURE_QUEUE_URL),
};

/** A schedule's call. */
export async function handler(): Promise<void> {
  await recheckDue(runtime);
}
