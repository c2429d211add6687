import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { silentLog } from "../../lambda/runtime/log.ts";
import { type DynamoDbLocal, startDynamoDb } from "../../local/services/dynamodb.ts";
import { chooseCommand } from "../../local/services/dynamodb-command.ts";
import { ensureTables } from "../../local/services/tables.ts";
import { isRunning, type StateDirectory } from "../../local/state.ts";
import { aFolder, aState, aTable } from "../builders/local-stack.ts";

const region = "us-east-1";
const TableName = "Communiques";

let state: StateDirectory;
let database: DynamoDbLocal;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ state, remove } = await aState());
  database = await startDynamoDb({ state, log: silentLog });
});

afterAll(async () => {
  await database.stop();
  await remove();
});

const keyed = (name: string) => ({
  name: `by-${name}`,
  partitionKey: { name, type: "S" } as const,
  sortKey: null,
  includes: [],
  projection: "KEYS_ONLY" as const,
});

describe("tables", () => {
  test("a table of the template is made once", async () => {
    const tables = [aTable()];
    expect(await ensureTables(database, tables, { timeToLive: true })).toEqual([TableName]);
    expect(await ensureTables(database, tables, { timeToLive: true })).toEqual([]);
  });

  test("an index that the template gained is added", async () => {
    const month = { name: "month", type: "S" } as const;
    const index = { name: "byMonth", partitionKey: month, sortKey: null, includes: [] };
    const gained = aTable({ indexes: [{ ...index, projection: "ALL" }] });
    await ensureTables(database, [gained], { timeToLive: true });
    const client = new DynamoDBClient({ ...database, region });
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.map((one) => one.IndexName)).toEqual(["byMonth"]);
  });

  test("several indexes that it gained at once are added one after another", async () => {
    const its = { name: "Bulletins", indexes: [] };
    await ensureTables(database, [aTable(its)], { timeToLive: true });
    const gained = aTable({ ...its, indexes: [keyed("day"), keyed("month"), keyed("year")] });
    await ensureTables(database, [gained], { timeToLive: true });
    const client = new DynamoDBClient({ ...database, region });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "Bulletins" }));
    const names = Table?.GlobalSecondaryIndexes?.map((one) => one.IndexName ?? "") ?? [];
    expect(names.toSorted()).toEqual(["by-day", "by-month", "by-year"]);
  });

  test("a changed key is refused in words that say what to do", async () => {
    const changed = aTable({ partitionKey: { name: "number", type: "N" } });
    await expect(ensureTables(database, [changed], { timeToLive: true })).rejects.toThrow(
      "the table Communiques in this state has the key id (S), but the stack now says number (N)",
    );
  });
});

test("whoever does not know the key of the state sees no table", async () => {
  const credentials = { accessKeyId: "stranger", secretAccessKey: "any" };
  const client = new DynamoDBClient({ endpoint: database.endpoint, region, credentials });
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
});

describe("a run that was cut short", () => {
  test("items and stream records are there after SIGKILL, and reading goes on from a sequence number", async () => {
    await put("before", 3);
    const [first] = await records(null);
    const pid = await pidOf(state);
    process.kill(pid, "SIGKILL");
    database = await startDynamoDb({ state, log: silentLog });
    await put("after", 1);
    const client = new DynamoDBClient({ ...database, region });
    const kept = await client.send(
      new GetItemCommand({ TableName, Key: { id: { S: "before-2" } } }),
    );
    expect(kept.Item?.["text"]?.S).toBe("Ostrovia and Veldmark agreed.");
    const rest = await records(first?.dynamodb?.SequenceNumber ?? null);
    expect(rest.map((record) => record.dynamodb?.Keys?.["id"]?.S)).toEqual([
      "before-1",
      "before-2",
      "after-0",
    ]);
  });

  test("a process that outlived its parent is stopped before the next one starts", async () => {
    const orphan = await pidOf(state);
    database = await startDynamoDb({ state, log: silentLog });
    expect(isRunning(orphan)).toBe(false);
    expect(await pidOf(state)).not.toBe(orphan);
  });
});

test("without Java and Docker one sentence says what to install", async () => {
  await expect(chooseCommand("/tables", 8000, { PATH: "/nowhere" })).rejects.toThrow(
    "DynamoDB Local needs Java 17 or later, or a running Docker, and there is no Java here. Install a JRE",
  );
});

test("a Java that is too old is told from none", async () => {
  const folder = await aFolder();
  const java = join(folder.path, "java");
  await writeFile(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", { mode: 0o755 });
  await expect(chooseCommand("/tables", 8000, { PATH: folder.path })).rejects.toThrow(
    "the Java here is version 11",
  );
  await folder.remove();
});

async function pidOf(of: StateDirectory): Promise<number> {
  const file = JSON.parse(await readFile(of.file("dynamodb.json"), "utf8")) as { pid: number };
  return file.pid;
}

async function put(name: string, count: number): Promise<void> {
  const client = new DynamoDBClient({ ...database, region });
  for (let i = 0; i < count; i += 1) {
    const Item = { id: { S: `${name}-${i}` }, text: { S: "Ostrovia and Veldmark agreed." } };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
}

async function records(after: string | null): Promise<readonly _Record[]> {
  const database_ = new DynamoDBClient({ ...database, region });
  const streams = new DynamoDBStreamsClient({ ...database, region });
  const { Table } = await database_.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn,
      ShardId,
      ShardIteratorType: after === null ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER",
      ...(after !== null && { SequenceNumber: after }),
    }),
  );
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return Records ?? [];
}
