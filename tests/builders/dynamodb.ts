import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../../lambda/archive/document-client.ts";
import type { DynamoDbLocal } from "../../local/services/dynamodb.ts";
import { ensureTables } from "../../local/services/tables.ts";
import type { LocalTable } from "../../local/template/stack.ts";

/** The run's DynamoDB Local, as its start tells every test file: reading the stack takes seconds. */
export type TestDynamoDb = Pick<DynamoDbLocal, "endpoint" | "credentials"> & {
  readonly tables: readonly LocalTable[];
};

/** Names of the stack's tables, made anew for one test file. */
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

/** Of this file: its modules are its own. */
let kept: { readonly declared: readonly LocalTable[]; readonly tables: TestTables } | null = null;

/**
 * For each test of a file: the same tables, emptied of what the test before left. To make them anew takes
 * DynamoDB Local ten times as long, and it grows slower with every table. Not for two at once.
 */
export async function emptiedTables(): Promise<TestTables> {
  if (kept === null) {
    kept = await makeTables();
    return kept.tables;
  }
  const { declared, tables } = kept;
  await Promise.all(declared.map(async (table) => await empty(tables.client, table)));
  return tables;
}

async function empty(client: DynamoDBDocumentClient, table: LocalTable): Promise<void> {
  const key = [table.partitionKey, ...(table.sortKey === null ? [] : [table.sortKey])];
  const pages = paginateScan(
    { client },
    {
      TableName: table.name,
      ConsistentRead: true,
      ProjectionExpression: key.map((_, n) => `#${n}`).join(),
      ExpressionAttributeNames: Object.fromEntries(key.map(({ name }, n) => [`#${n}`, name])),
    },
  );
  for await (const { Items = [] } of pages) {
    for (let n = 0; n < Items.length; n += 25) {
      const some = Items.slice(n, n + 25).map((Key) => ({ DeleteRequest: { Key } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [table.name]: some } }));
    }
  }
}

/** The tables as the stack declares them, new and empty, in the run's DynamoDB Local. */
export async function testTables(): Promise<TestTables> {
  return (await makeTables()).tables;
}

async function makeTables(): Promise<NonNullable<typeof kept>> {
  const raw = process.env["READOUTS_TEST_DYNAMODB"];
  if (raw === undefined)
    throw new Error("DynamoDB Local is not running: run the tests by npm test");
  const { tables: declared, ...dynamodb } = JSON.parse(raw) as TestDynamoDb;
  // Files that one process runs after another share nothing but DynamoDB Local.
  const prefix = `Test${randomUUID().slice(0, 8)}`;
  const tables = declared.map((table) => ({ ...table, name: prefix + table.logicalId }));
  await ensureTables(dynamodb, tables, { timeToLive: false });
  const name = (entity: string, construct = "Archive"): string => {
    const found = tables.find(({ logicalId }) => logicalId.startsWith(`${construct}${entity}`));
    if (found === undefined) throw new Error(`the stack has no table ${entity}`);
    return found.name;
  };
  const its: TestTables = {
    client: documentClient(new DynamoDBClient({ ...dynamodb, region: "us-east-1" })),
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
  return { declared: tables, tables: its };
}
