import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { sourcesTable } from "../../lambda/archive/sources-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";

const aMessage = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: "none",
  body,
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "0",
    SenderId: "desk",
    ApproximateFirstReceiveTimestamp: "0",
    MessageGroupId: "president.veldmark.example",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:capture.fifo",
  awsRegion: "us-east-1",
});

/** From a schedule's call to the archive, through the functions' own entry points. */
describe("ingestion", () => {
  let world: HandlerWorld;
  beforeAll(async () => {
    jest.spyOn(console, "log").mockImplementation(() => {});
    world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await world.stop();
  });

  async function archived(): Promise<readonly string[]> {
    const ids: string[] = [];
    const { client, readouts } = world.tables;
    for await (const head of readoutsTable(client, readouts).everyHead()) ids.push(head.readoutId);
    return ids;
  }

  test("a schedule's call leads to the archived readouts of its source", async () => {
    const poll = await import("../../lambda/handlers/poll.ts");
    const capture = await import("../../lambda/handlers/capture.ts");
    const report = await poll.handler({ sourceId: "veldmark-presidency" });
    expect(report).toMatchObject({ skipped: null, listings: [{ outcome: "read" }] });
    expect(await world.workOff("capture", capture.handler)).toEqual([]);
    expect(await archived()).toContain("veldmark-presidency-2201");
  });

  test("a call for a source that is off says so, and asks for nothing", async () => {
    const { handler } = await import("../../lambda/handlers/poll.ts");
    expect(await handler({ sourceId: "calandra-crown" })).toMatchObject({
      skipped: "no such source in the catalogue",
      listings: [],
    });
  });

  test("a call that is none names what is missing", async () => {
    const { handler } = await import("../../lambda/handlers/poll.ts");
    await expect(handler({ source: "veldmark-presidency" })).rejects.toThrow(/sourceId/);
  });

  test("a message that is no request is put back, and so its neighbours of the host wait", async () => {
    const { handler } = await import("../../lambda/handlers/capture.ts");
    const answer = await handler({
      Records: [aMessage("a", '{"sourceId":1}'), aMessage("b", "{}")],
    });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      "a",
      "b",
    ]);
  });

  test("recheck finds nothing to do where nothing is due", async () => {
    const { handler } = await import("../../lambda/handlers/recheck.ts");
    await handler();
    const none = await world.workOff("capture", async () => {
      throw new Error("something was asked for");
    });
    expect(none).toEqual([]);
  });

  test("watch counts no source that was read a moment ago", async () => {
    const { handler } = await import("../../lambda/handlers/watch.ts");
    await handler();
    const { client, sources } = world.tables;
    expect(await sourcesTable(client, sources).get("veldmark-presidency")).toMatchObject({
      failures: 0,
    });
  });
});
