import { setTimeout } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceNotFoundException,
  type StreamViewType,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { KeyAttribute, LocalTable, TableIndex } from "../template/stack.ts";
import type { DynamoDbLocal } from "./dynamodb.ts";
import { region } from "../template/references.ts";

export class TableChangedError extends Error {
  override readonly name = "TableChangedError";
}

/**
 * Makes the tables that are missing, and adds indexes and streams that the template has gained.
 * @param timeToLive whether DynamoDB may delete expired items: only where the clock is the real one
 * @returns names of the tables made now
 * @throws TableChangedError where a table's keys are no longer the template's
 */
export async function ensureTables(
  { endpoint, credentials }: Pick<DynamoDbLocal, "endpoint" | "credentials">,
  tables: readonly LocalTable[],
  { timeToLive }: { timeToLive: boolean },
): Promise<readonly string[]> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  try {
    const made = await Promise.all(
      tables.map(async (table) => {
        const existing = await describe(client, table.name);
        if (existing === null) await client.send(new CreateTableCommand(declaration(table)));
        else await adapt(client, table, existing);
        await setTimeToLive(client, table, timeToLive);
        return existing === null ? [table.name] : [];
      }),
    );
    return made.flat();
  } finally {
    client.destroy();
  }
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | null> {
  try {
    const answer = await client.send(new DescribeTableCommand({ TableName: name }));
    return answer.Table ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

function declaration(table: LocalTable): ConstructorParameters<typeof CreateTableCommand>[0] {
  const indexes = table.indexes.map(indexDeclaration);
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(table),
    AttributeDefinitions: attributes([table, ...table.indexes]),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(table.streamView !== null && { StreamSpecification: streamOf(table.streamView) }),
  };
}

async function adapt(
  client: DynamoDBClient,
  table: LocalTable,
  existing: TableDescription,
): Promise<void> {
  compareKeys(`the table ${table.name}`, table, existing.KeySchema, existing);
  for (const index of table.indexes) {
    const found = existing.GlobalSecondaryIndexes?.find(
      ({ IndexName }) => IndexName === index.name,
    );
    if (found !== undefined) {
      compareKeys(`the index ${index.name} of ${table.name}`, index, found.KeySchema, existing);
      continue;
    }
    await untilIndexed(client, table.name);
    const AttributeDefinitions = attributes([index]);
    const GlobalSecondaryIndexUpdates = [{ Create: indexDeclaration(index) }];
    await client.send(
      new UpdateTableCommand({
        TableName: table.name,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates,
      }),
    );
  }
  if (table.streamView !== null && existing.StreamSpecification?.StreamEnabled !== true) {
    const StreamSpecification = streamOf(table.streamView);
    await client.send(new UpdateTableCommand({ TableName: table.name, StreamSpecification }));
  }
}

const lookEveryMs = 100;
const mostLooks = 6000;

/**
 * DynamoDB makes one index of a table at a time, from all that the table holds.
 * @throws Error where that takes more than ten minutes
 */
async function untilIndexed(client: DynamoDBClient, TableName: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    if (indexes.every(({ IndexStatus }) => IndexStatus === "ACTIVE")) return;
    await setTimeout(lookEveryMs);
  }
  throw new Error(
    `The table ${TableName} was still making an index after ten minutes: start again.`,
  );
}

function compareKeys(
  what: string,
  wanted: Keys,
  schema: readonly KeySchemaElement[] | undefined,
  { AttributeDefinitions = [] }: TableDescription,
): void {
  const typeOf = (name: string | undefined): string =>
    AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? "?";
  const kept = (schema ?? []).map((key) => `${key.AttributeName} (${typeOf(key.AttributeName)})`);
  const now = keysOf(wanted).map(({ name, type }) => `${name} (${type})`);
  if (kept.join() === now.join()) return;
  throw new TableChangedError(
    `${what} in this state has the key ${kept.join(", ")}, but the stack now says ${now.join(", ")}. ` +
      `A key cannot be changed in place: start with another state folder, or take the change back.`,
  );
}

async function setTimeToLive(
  client: DynamoDBClient,
  table: LocalTable,
  wanted: boolean,
): Promise<void> {
  if (table.timeToLive === null) return;
  const TableName = table.name;
  const now = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const status = now.TimeToLiveDescription?.TimeToLiveStatus;
  if ((status === "ENABLED" || status === "ENABLING") === wanted) return;
  const TimeToLiveSpecification = { AttributeName: table.timeToLive, Enabled: wanted };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

type Keys = Pick<TableIndex, "partitionKey" | "sortKey">;

function keysOf({ partitionKey, sortKey }: Keys): readonly KeyAttribute[] {
  return sortKey === null ? [partitionKey] : [partitionKey, sortKey];
}

function keySchema(keys: Keys): KeySchemaElement[] {
  return keysOf(keys).map(({ name }, i) => ({
    AttributeName: name,
    KeyType: i === 0 ? "HASH" : "RANGE",
  }));
}

function attributes(
  keyed: readonly Keys[],
): { AttributeName: string; AttributeType: "S" | "N" | "B" }[] {
  const types = new Map(keyed.flatMap(keysOf).map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function indexDeclaration(index: TableIndex): GlobalSecondaryIndex {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: {
      ProjectionType: index.projection,
      ...(index.includes.length > 0 && { NonKeyAttributes: [...index.includes] }),
    },
  };
}

function streamOf(view: string): { StreamEnabled: true; StreamViewType: StreamViewType } {
  return { StreamEnabled: true, StreamViewType: view as StreamViewType };
}
