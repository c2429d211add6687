import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import PostalMime from "postal-mime";
import { silentLog } from "../../lambda/runtime/log.ts";
import { startDynamoDb } from "../../local/services/dynamodb.ts";
import { openMailStore } from "../../local/services/mail-store.ts";
import { openState } from "../../local/state.ts";

/** What a run has left: readouts and revisions by their keys, and the mails by whom and about what. */
export interface StateContents {
  readonly revisions: readonly string[];
  readonly mails: readonly string[];
}

/** Opens the state of a run that has ended, as a stranger would. */
export async function readStateContents(
  folder: string,
  readoutsTable: string,
): Promise<StateContents> {
  const state = await openState(folder);
  const tables = await startDynamoDb({ state, log: silentLog });
  const client = new DynamoDBClient({ ...tables, region: "us-east-1" });
  const revisions: string[] = [];
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName: readoutsTable },
  );
  for await (const { Items: items = [] } of pages) {
    for (const { readoutId, revision, contentHash, observedAt, change, quiet } of items) {
      // Heads, pieces of long texts and the like lie in the same table; only a revision is a change.
      if (Number(revision) === 0 || change === undefined) continue;
      revisions.push(
        JSON.stringify({ readoutId, revision, contentHash, observedAt, change, quiet }),
      );
    }
  }
  client.destroy();
  await tables.stop();
  await state.release();
  const store = openMailStore(state.mails);
  const mails = await Promise.all(
    store.numbers().map(async (number) => {
      const { mail, mime } = store.read(number);
      const { subject = "" } = await PostalMime.parse(mime);
      return `${mail.destinations.join()}: ${subject}`;
    }),
  );
  return { revisions: revisions.sort(), mails: mails.sort() };
}
