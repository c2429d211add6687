import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { capturesTable } from "../archive/captures-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { captureDocument } from "../ingest/capture-document.ts";
import { readCaptureRequest } from "../ingest/capture-request.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import {
  assembleCatalogue,
  assembleFetcher,
  assembleMessageReturn,
  assembleTables,
  basics,
} from "./assemble.ts";
import { eachRecord } from "./each-record.ts";
import { captureEnvironment } from "./environments.ts";

const environment = readEnvironment(captureEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  catalogue: assembleCatalogue(environment.SOURCES),
  fetcher: assembleFetcher(environment),
  captures: capturesTable(tables, environment.CAPTURES_TABLE),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
};
const returnSooner = assembleMessageReturn(environment.CAPTURE_QUEUE_URL);

/** Messages of the capture queue. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return await eachRecord(
    event,
    runtime.log,
    async ({ body }) => {
      await captureDocument(readCaptureRequest(body), runtime);
    },
    async ({ receiptHandle, attributes }) =>
      await returnSooner({ receiptHandle, received: Number(attributes.ApproximateReceiveCount) }),
  );
}
