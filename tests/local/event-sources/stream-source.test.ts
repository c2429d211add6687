import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { clientSettings } from "../../../local/callers.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { openCheckpoints } from "../../../local/event-sources/checkpoints.ts";
import { StreamSource } from "../../../local/event-sources/stream-source.ts";
import type { Invoke } from "../../../local/invocation.ts";
import type { StreamMapping } from "../../../local/template/stack.ts";
import {
  type EventSourceBed,
  scripted,
  startEventSourceBed,
} from "../../builders/event-source-bed.ts";
import { aStatement, aTable } from "../../builders/local-stack.ts";

const names = ["Plain", "Filtered", "Bisected", "Partial", "Resumed"];
const tables = names.map((name) => aTable({ name }));
const givenUp = "arn:aws:sqs:us-east-1:000000000000:given-up";
let bed: EventSourceBed;
let client: DynamoDBClient;

beforeAll(async () => {
  bed = await startEventSourceBed({
    queues: [{ name: "given-up" }],
    tables,
    statements: [
      aStatement(
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        tables.map(({ streamArn }) => streamArn ?? ""),
      ),
    ],
  });
  const url = new URL(bed.queue("given-up").url).origin;
  client = new DynamoDBClient(clientSettings(url, "cli"));
});

afterAll(async () => {
  client.destroy();
  await bed.stop();
});

async function put(tableName: string, ...keys: readonly string[]): Promise<void> {
  for (const id of keys) {
    const Item = { id: { S: id }, bytes: { B: Uint8Array.of(1, 2) } };
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  }
}

function source(
  tableName: string,
  invoke: Invoke,
  mapping: Partial<StreamMapping> = {},
  clock = new VirtualClock("2026-03-02T12:00:00.000Z"),
): StreamSource {
  return new StreamSource({
    asFunction: bed.callers.streams("Reader"),
    invoke,
    checkpoints: openCheckpoints(bed.state.file("checkpoints.json")),
    clock,
    sendFailure: bed.sendFailure,
    waitsForWindow: () => false,
    log: silentLog,
    mapping: {
      logicalId: `${tableName}Mapping`,
      functionId: "Reader",
      tableName,
      streamArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${tableName}/stream/local`,
      enabled: true,
      startingPosition: "LATEST",
      batchSize: 3,
      windowSeconds: 0,
      partialFailures: true,
      bisectOnError: false,
      retries: 1,
      maxRecordAgeSeconds: null,
      parallelization: 1,
      onFailureArn: givenUp,
      filters: [],
      ...mapping,
    },
  });
}

type Events = ReturnType<typeof scripted>["events"];

function ids(events: Events): readonly (readonly string[])[] {
  return events.map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys["id"]?.S ?? ""));
}

describe("a stream", () => {
  test("is handed over in order, in the shape that Lambda gives its records", async () => {
    const { invoke, events } = scripted(() => null);
    const plain = source("Plain", invoke);
    await plain.drain();
    await put("Plain", "a", "b", "c", "d");
    expect(await plain.drain()).toBe(true);
    expect(ids(events)).toEqual([["a", "b", "c"], ["d"]]);
    const [record] = events[0]?.Records ?? [];
    expect(record).toMatchObject({ eventSource: "aws:dynamodb", eventName: "INSERT" });
    expect(typeof record?.dynamodb.ApproximateCreationDateTime).toBe("number");
    expect(record?.dynamodb.NewImage["bytes"]).toEqual({ B: "AQI=" });
    expect(await plain.drain()).toBe(false);
  });

  test("brings only what its filter lets through", async () => {
    const { invoke, events } = scripted(() => null);
    const filters = [{ dynamodb: { Keys: { id: { S: [{ prefix: "keep" }] } } } }];
    const filtered = source("Filtered", invoke, { filters });
    await put("Filtered", "drop-1", "keep-1", "drop-2", "keep-2");
    await filtered.drain();
    expect(ids(events).flat()).toEqual(["keep-1", "keep-2"]);
  });

  test("finds the bad record by halves, tries it again, gives it up and goes on", async () => {
    const clock = new VirtualClock("2026-03-02T12:00:00.000Z");
    const { invoke, events } = scripted(({ Records }) => {
      if (Records.some(({ dynamodb }) => dynamodb.Keys["id"]?.S === "bad")) throw new Error("no");
      return null;
    });
    const bisected = source("Bisected", invoke, { bisectOnError: true, batchSize: 10 }, clock);
    await put("Bisected", "a", "b", "bad", "c");
    await bisected.drain();
    expect(ids(events)).toEqual([["a", "b", "bad", "c"], ["a", "b"], ["bad", "c"], ["bad"]]);
    expect(await bisected.drain()).toBe(false);
    clock.advanceTo(clock.nextAppointment() ?? 0);
    await bisected.drain();
    expect(ids(events).slice(4)).toEqual([["bad"], ["c"]]);
    expect((await bed.queues.counts("given-up")).ready).toBe(1);
  });

  test("goes on at the first record that the function reports", async () => {
    const clock = new VirtualClock("2026-03-02T12:00:00.000Z");
    let failures = 1;
    const { invoke, events } = scripted(({ Records }) => {
      const second = Records[1]?.dynamodb.SequenceNumber;
      return failures-- > 0 ? { batchItemFailures: [{ itemIdentifier: second }] } : null;
    });
    const partial = source("Partial", invoke, {}, clock);
    await put("Partial", "a", "b", "c");
    await partial.drain();
    clock.advanceTo(clock.nextAppointment() ?? 0);
    await partial.drain();
    expect(ids(events)).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
  });

  test("is read on by the next run where this one had come to, and nothing is lost", async () => {
    const first = scripted(() => null);
    await put("Resumed", "a", "b");
    await source("Resumed", first.invoke).drain();
    await put("Resumed", "c");
    const second = scripted(() => null);
    await source("Resumed", second.invoke).drain();
    expect(ids(first.events).flat()).toEqual(["a", "b"]);
    expect(ids(second.events).flat()).toEqual(["c"]);
  });
});
