import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { realClock, VirtualClock } from "../../../local/clock.ts";
import { QueueSource, type QueueSourceOptions } from "../../../local/event-sources/queue-source.ts";
import type { QueueMapping } from "../../../local/template/stack.ts";
import {
  type EventSourceBed,
  scripted,
  startEventSourceBed,
} from "../../builders/event-source-bed.ts";
import { aStatement } from "../../builders/local-stack.ts";

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const reading = ["sqs:ReceiveMessage", "sqs:DeleteMessage"];
const noon = "2026-03-02T12:00:00.000Z";
let bed: EventSourceBed;

beforeAll(async () => {
  const redrive = { deadLetterArn: arn("given-up"), maxReceiveCount: 2 };
  bed = await startEventSourceBed({
    queues: [
      { name: "letters" },
      { name: "filtered" },
      { name: "failing", redrive },
      { name: "ordered.fifo", isFifo: true },
      { name: "given-up" },
      { name: "forbidden" },
    ],
    statements: ["letters", "filtered", "failing", "ordered.fifo"].map((name) =>
      aStatement(reading, [arn(name)]),
    ),
  });
});

afterAll(async () => {
  await bed.stop();
});

function source(
  queueName: string,
  given: Partial<QueueSourceOptions> & { readonly invoke: QueueSourceOptions["invoke"] },
  mapping: Partial<QueueMapping> = {},
): QueueSource {
  return new QueueSource({
    queue: bed.queue(queueName),
    queues: bed.queues,
    asFunction: bed.callers.sqs("Reader"),
    asService: bed.callers.sqs("lambda-service"),
    clock: realClock,
    askedBack: () => null,
    concurrency: 1,
    log: silentLog,
    ...given,
    mapping: {
      logicalId: "Mapping",
      functionId: "Reader",
      queueArn: arn(queueName),
      enabled: true,
      batchSize: 3,
      windowSeconds: 0,
      partialFailures: true,
      maxConcurrency: null,
      filters: [],
      ...mapping,
    },
  });
}

async function left(queueName: string): Promise<number> {
  const { ready, inFlight } = await bed.queues.counts(queueName);
  return ready + inFlight;
}

describe("a queue", () => {
  test("is handed over in batches of the mapping's size and is empty then", async () => {
    const { invoke, events } = scripted(() => null);
    for (const body of ["1", "2", "3", "4"]) await bed.send("letters", body);
    const letters = source("letters", { invoke });
    expect(await letters.drain()).toBe(true);
    expect(events.map(({ Records }) => Records.map(({ body }) => body))).toEqual([
      ["1", "2", "3"],
      ["4"],
    ]);
    expect(events[0]?.Records[0]).toMatchObject({
      eventSource: "aws:sqs",
      eventSourceARN: arn("letters"),
      attributes: { ApproximateReceiveCount: "1" },
    });
    expect(await letters.drain()).toBe(false);
    expect(await left("letters")).toBe(0);
  });

  test("does not hand over what its filter refuses, and forgets it", async () => {
    const { invoke, events } = scripted(() => null);
    await bed.send("filtered", '{"kind":"call"}');
    await bed.send("filtered", '{"kind":"visit"}');
    await source("filtered", { invoke }, { filters: [{ body: { kind: ["visit"] } }] }).drain();
    expect(events.flatMap(({ Records }) => Records.map(({ body }) => body))).toEqual([
      '{"kind":"visit"}',
    ]);
    expect(await left("filtered")).toBe(0);
  });

  test("gives back only what failed, when its time has come, and gives it up in the end", async () => {
    const clock = new VirtualClock(noon);
    const { invoke, events } = scripted(({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }));
    for (const body of ["good", "bad"]) await bed.send("failing", body);
    const failing = source("failing", { invoke, clock });
    await failing.drain();
    expect(await left("failing")).toBe(1);
    expect(await failing.drain()).toBe(false);
    expect(clock.nextAppointment()).toBe(clock.ms() + 30_000);
    for (const _ of [1, 2]) {
      clock.advanceTo(clock.ms() + 30_000);
      await failing.drain();
    }
    expect(events.map(({ Records }) => Records.length)).toEqual([2, 1]);
    expect(await left("failing")).toBe(0);
    expect(await left("given-up")).toBe(1);
  });

  test("gives a failed message back when the function itself asked for it", async () => {
    const clock = new VirtualClock(noon);
    const { invoke } = scripted(() => {
      throw new Error("the press office is down");
    });
    await bed.send("failing", "later");
    await source("failing", { invoke, clock, askedBack: () => 15 }).drain();
    expect(clock.nextAppointment()).toBe(clock.ms() + 15_000);
  });

  test("keeps a group's order: what follows a failed message waits for it", async () => {
    const clock = new VirtualClock(noon);
    let failures = 1;
    const { invoke, events } = scripted(({ Records: [record] }) => {
      if (record?.body === "a1" && failures-- > 0) throw new Error("not yet");
      return null;
    });
    for (const [body, group] of [
      ["a1", "a"],
      ["a2", "a"],
      ["b1", "b"],
    ] as const) {
      await bed.send("ordered.fifo", body, group);
    }
    const ordered = source("ordered.fifo", { invoke, clock, concurrency: 2 }, { batchSize: 1 });
    await ordered.drain();
    const bodies = (): string[] => events.map(({ Records }) => Records[0]?.body ?? "");
    expect(bodies().toSorted()).toEqual(["a1", "b1"]);
    clock.advanceTo(clock.ms() + 30_000);
    await ordered.drain();
    expect(bodies().slice(2)).toEqual(["a1", "a2"]);
  });

  test("whose function may not read it says so", async () => {
    await bed.send("forbidden", "x");
    const forbidden = source("forbidden", { invoke: scripted(() => null).invoke });
    await expect(forbidden.drain()).rejects.toThrow(/Reader.*sqs:ReceiveMessage/);
  });

  test("whose function names a message that was not in the batch fails as a whole", async () => {
    const clock = new VirtualClock(noon);
    const { invoke } = scripted(() => ({ batchItemFailures: [{ itemIdentifier: "nobody" }] }));
    await bed.send("letters", "5");
    await source("letters", { invoke, clock }).drain();
    expect((await bed.queues.counts("letters")).inFlight).toBe(1);
  });
});
