import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Archive } from "../../lib/archive.ts";
import type { DynamoDbLocal } from "../../local/services/dynamodb.ts";
import { ensureTables } from "../../local/services/tables.ts";
import { readTemplate } from "../../local/template/assembly.ts";

/** Names of the stack's tables, made anew for one test file. */
export interface TestTables {
  readonly client: DynamoDBDocumentClient;
  readonly readouts: string;
  readonly captures: string;
  readonly sources: string;
  readonly subscriptions: string;
  readonly alerts: string;
  readonly suppressions: string;
}

/** The tables as the stack declares them, empty, in the run's DynamoDB Local. */
export async function testTables(): Promise<TestTables> {
  const raw = process.env["READOUTS_TEST_DYNAMODB"];
  if (raw === undefined)
    throw new Error("DynamoDB Local is not running: run the tests by npm test");
  const dynamodb = JSON.parse(raw) as Pick<DynamoDbLocal, "endpoint" | "credentials">;
  // Files that one process runs after another share nothing but DynamoDB Local.
  const prefix = `Test${randomUUID().slice(0, 8)}`;
  const tables = declared().map((table) => ({ ...table, name: prefix + table.logicalId }));
  await ensureTables(dynamodb, tables, { timeToLive: false });
  const name = (entity: string): string => {
    const found = tables.find(({ logicalId }) => logicalId.startsWith(`Archive${entity}`));
    if (found === undefined) throw new Error(`the stack has no table ${entity}`);
    return found.name;
  };
  return {
    client: DynamoDBDocumentClient.from(new DynamoDBClient({ ...dynamodb, region: "us-east-1" }), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    readouts: name("Readouts"),
    captures: name("Captures"),
    sources: name("Sources"),
    subscriptions: name("Subscriptions"),
    alerts: name("Alerts"),
    suppressions: name("Suppressions"),
  };
}

function declared() {
  const stack = new Stack(new App({ context: { "aws:cdk:disable-stack-trace": true } }), "Tables");
  new Archive(stack, "Archive");
  const addresses = { gatewayUrl: "http://127.0.0.1:1", siteUrl: "http://127.0.0.1:2" };
  return readTemplate(Template.fromStack(stack).toJSON(), "Tables", addresses, () => null).tables;
}
