import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../../lambda/archive/document-client.ts";
import type { DynamoDbLocal } from "../../local/services/dynamodb.ts";
import { ensureTables } from "../../local/services/tables.ts";
import type { LocalTable } from "../../local/template/stack.ts";

/** The run's DynamoDB Local, as its start tells every test file: reading the stack takes seconds. */
export type TestDynamoDb = Pick<DynamoDbLocal, "endpoint" | "credentials"> & {
  readonly tables: readonly LocalTable[];
};

/** Names of the stack's tables, empty when a test file gets them. */
export interface TestTables {
  readonly client: DynamoDBDocumentClient;
  readonly readouts: string;
  readonly captures: string;
  readonly sources: string;
  readonly subscriptions: string;
  readonly alerts: string;
  readonly suppressions: string;
  readonly webhooks: string;
  readonly copies: string;
  readonly counters: string;
  readonly standing: string;
  readonly index: string;
}

/** Sets of tables that this file has: its modules are its own. */
let taken = 0;
let kept: TakenTables | null = null;

interface TakenTables {
  readonly tables: TestTables;
  readonly empty: () => Promise<void>;
}

/**
 * For each test of a file: the same tables, emptied of what the test before left. To make them anew takes
 * DynamoDB Local many times as long. Not for two at once.
 */
export async function emptiedTables(): Promise<TestTables> {
  if (kept === null) {
    kept = await takeTables();
    return kept.tables;
  }
  await kept.empty();
  return kept.tables;
}

/** The tables as the stack declares them, empty, in the run's DynamoDB Local; others at every call. */
export async function testTables(): Promise<TestTables> {
  return (await takeTables()).tables;
}

/**
 * Files that one process runs after another have the same tables. After the first thousand that were made,
 * be they dropped or not, DynamoDB Local takes several times as long for every call.
 */
async function takeTables(): Promise<TakenTables> {
  const raw = process.env["READOUTS_TEST_DYNAMODB"];
  if (raw === undefined)
    throw new Error("DynamoDB Local is not running: run the tests by npm test");
  const { tables: declared, ...dynamodb } = JSON.parse(raw) as TestDynamoDb;
  taken += 1;
  const prefix = `Test${process.env["JEST_WORKER_ID"] ?? ""}Set${taken}`;
  const tables = declared.map((table) => ({ ...table, name: prefix + table.logicalId }));
  const client = documentClient(new DynamoDBClient({ ...dynamodb, region: "us-east-1" }));
  const made = await ensureTables(dynamodb, tables, { timeToLive: false });
  const emptyThese = async (some: readonly LocalTable[]): Promise<void> => {
    const left = await Promise.all(some.map(async (table) => await empty(client, table)));
    const dropped = some.filter((_, n) => left[n] === false);
    if (dropped.length > 0) await ensureTables(dynamodb, dropped, { timeToLive: false });
  };
  await emptyThese(tables.filter((table) => !made.includes(table.name)));
  const name = (entity: string, construct = "Archive"): string => {
    const found = tables.find(({ logicalId }) => logicalId.startsWith(`${construct}${entity}`));
    if (found === undefined) throw new Error(`the stack has no table ${entity}`);
    return found.name;
  };
  const its: TestTables = {
    client,
    readouts: name("Readouts"),
    captures: name("Captures"),
    sources: name("Sources"),
    subscriptions: name("Subscriptions"),
    alerts: name("Alerts"),
    suppressions: name("Suppressions"),
    webhooks: name("Webhooks"),
    copies: name("Copies"),
    counters: name("Counters", "Limits"),
    standing: name("StandingQueriesTable", "Alerting"),
    index: name("Index", "Search"),
  };
  return { tables: its, empty: async () => await emptyThese(tables) };
}

/** @returns whether its table is there still: one that holds much is dropped, which is quicker. */
async function empty(client: DynamoDBDocumentClient, table: LocalTable): Promise<boolean> {
  const key = [table.partitionKey, ...(table.sortKey === null ? [] : [table.sortKey])];
  const found = await client.send(
    new ScanCommand({
      TableName: table.name,
      ConsistentRead: true,
      ProjectionExpression: key.map((_, n) => `#${n}`).join(),
      ExpressionAttributeNames: Object.fromEntries(key.map(({ name }, n) => [`#${n}`, name])),
    }),
  );
  const { Items = [], LastEvaluatedKey } = found;
  if (LastEvaluatedKey !== undefined) {
    await client.send(new DeleteTableCommand({ TableName: table.name }));
    return false;
  }
  for (let n = 0; n < Items.length; n += 25) {
    const some = Items.slice(n, n + 25).map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table.name]: some } }));
  }
  return true;
}
