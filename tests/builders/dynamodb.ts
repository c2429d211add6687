import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
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

/** The tables as the stack declares them, empty, in the run's DynamoDB Local. */
export async function testTables(): Promise<TestTables> {
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
  return {
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
}
