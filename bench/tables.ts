import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { documentClient } from "../lambda/archive/document-client.ts";
import { silentLog } from "../lambda/runtime/log.ts";
import { Archive } from "../lib/archive.ts";
import { SearchTable } from "../lib/search-table.ts";
import { startDynamoDb } from "../local/services/dynamodb.ts";
import { ensureTables } from "../local/services/tables.ts";
import { openState } from "../local/state.ts";
import { readTemplate } from "../local/template/assembly.ts";

/** Capacity that calls took, as DynamoDB counts it. */
export interface Units {
  read: number;
  write: number;
  calls: number;
}

export interface BenchTables {
  readonly client: DynamoDBDocumentClient;
  readonly readouts: string;
  readonly index: string;
  readonly subscriptions: string;
  readonly alerts: string;
  readonly suppressions: string;
  readonly copies: string;
  /** What all calls took until now. */
  readonly units: Units;
  stop(): Promise<void>;
}

/** A folder that Linux keeps in memory. */
const memory = "/dev/shm";

/** The stack's tables in a DynamoDB Local of their own, which counts what is used. */
export async function startTables(): Promise<BenchTables> {
  const path = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), "readouts-bench-"));
  const service = await startDynamoDb({ state: await openState(path), log: silentLog });
  const tables = declaredTables();
  await ensureTables(service, tables, { timeToLive: false });
  const name = (logicalId: string): string =>
    tables.find((table) => table.logicalId.startsWith(logicalId))?.name ?? logicalId;
  const { endpoint, credentials } = service;
  const client = new DynamoDBClient({ endpoint, credentials, region: "us-east-1" });
  const units: Units = { read: 0, write: 0, calls: 0 };
  client.middlewareStack.add(
    (next) => async (call) => {
      const answer = await next({
        ...call,
        input: { ...call.input, ReturnConsumedCapacity: "TOTAL" },
      });
      count(call.input, answer.output, units);
      return answer;
    },
    { step: "initialize", name: "countUnits" },
  );
  return {
    client: documentClient(client),
    readouts: name("ArchiveReadouts"),
    index: name("SearchIndex"),
    subscriptions: name("ArchiveSubscriptions"),
    alerts: name("ArchiveAlerts"),
    suppressions: name("ArchiveSuppressions"),
    copies: name("ArchiveCopies"),
    units,
    async stop() {
      await service.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}

function declaredTables() {
  process.env["CDK_VALIDATION"] ??= "false";
  const stack = new Stack(new App({ context: { "aws:cdk:disable-stack-trace": true } }), "Bench");
  new Archive(stack, "Archive");
  new SearchTable(stack, "Search");
  const addresses = { gatewayUrl: "http://127.0.0.1:1", siteUrl: "http://127.0.0.1:2" };
  const template = Template.fromStack(stack).toJSON();
  const { tables } = readTemplate(template, "Bench", addresses, () => null);
  // Nothing reads their streams, and with each write DynamoDB Local looks through all that streams hold.
  return tables.map((table) => ({ ...table, streamView: null }));
}

interface Consumed {
  readonly CapacityUnits?: number;
}

function count(input: object, output: object, units: Units): void {
  const consumed = "ConsumedCapacity" in output ? output.ConsumedCapacity : [];
  const sum = ([consumed].flat() as Consumed[]).reduce(
    (all, one) => all + (one.CapacityUnits ?? 0),
    0,
  );
  units.calls += 1;
  const isWrite =
    "Item" in input ||
    "TransactItems" in input ||
    "ConditionExpression" in input ||
    ("RequestItems" in input && JSON.stringify(input.RequestItems).includes("Request"));
  if (isWrite) units.write += sum;
  else units.read += sum;
}
