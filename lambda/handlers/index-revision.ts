import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { indexReadout } from "../archive/index/index-readout.ts";
import { indexTable } from "../archive/index/index-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, basics } from "./assemble.ts";
import { eachChange } from "./each-record.ts";
import { indexEnvironment } from "./environments.ts";

const environment = readEnvironment(indexEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  index: indexTable(tables, environment.INDEX_TABLE),
};

/** New revisions, from the stream of Readouts. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return await eachChange(event, runtime.log, async ({ dynamodb }) => {
    const readoutId = dynamodb?.Keys?.["readoutId"]?.S;
    if (readoutId === undefined) {
      throw new Error(`not a change of Readouts: its keys are ${JSON.stringify(dynamodb?.Keys)}`);
    }
    await indexReadout(readoutId, runtime);
  });
}
