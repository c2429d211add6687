import { describe, expect, test } from "@jest/globals";
import type { DynamoDBStreamEvent, SQSEvent, SQSRecord } from "aws-lambda";
import { eachChange, eachRecord } from "../../lambda/handlers/each-record.ts";
import { silentLog } from "../../lambda/runtime/log.ts";

function aMessage(messageId: string, group: string | null = null): SQSRecord {
  return {
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body: messageId,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "desk",
      ApproximateFirstReceiveTimestamp: "0",
      ...(group === null ? {} : { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:letters",
    awsRegion: "us-east-1",
  };
}

/** Fails for the messages named, and remembers which were worked on. */
function aWorker(...failing: string[]) {
  const worked: string[] = [];
  return {
    worked,
    work: async ({ messageId }: SQSRecord): Promise<void> => {
      worked.push(messageId);
      if (failing.includes(messageId)) throw new Error(`${messageId} is poison`);
    },
  };
}

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });
const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("a batch of a queue", () => {
  test("that went well reports nothing", async () => {
    const { work, worked } = aWorker();
    expect(await eachRecord(batch(aMessage("a"), aMessage("b")), silentLog, work)).toEqual(
      failures(),
    );
    expect(worked).toEqual(["a", "b"]);
  });

  test("reports the message that failed, and its neighbours are handled", async () => {
    const { work, worked } = aWorker("b");
    const event = batch(aMessage("a"), aMessage("b"), aMessage("c"));
    expect(await eachRecord(event, silentLog, work)).toEqual(failures("b"));
    expect(worked).toEqual(["a", "b", "c"]);
  });
});

describe("a batch of a FIFO queue", () => {
  const event = batch(
    aMessage("o1", "ostrovia"),
    aMessage("v1", "veldmark"),
    aMessage("o2", "ostrovia"),
    aMessage("v2", "veldmark"),
    aMessage("o3", "ostrovia"),
  );

  test("reports the first failure of a group and all after it, which are not tried", async () => {
    const { work, worked } = aWorker("o2");
    expect(await eachRecord(event, silentLog, work)).toEqual(failures("o2", "o3"));
    expect(worked).toEqual(["o1", "v1", "o2", "v2"]);
  });

  test("stops each group by itself", async () => {
    const { work } = aWorker("o1", "v2");
    expect(await eachRecord(event, silentLog, work)).toEqual(failures("o1", "o2", "v2", "o3"));
  });

  test("tells of the failed message alone, and a failing answer changes nothing", async () => {
    const { work } = aWorker("o2");
    const told: string[] = [];
    const answer = await eachRecord(event, silentLog, work, async ({ messageId }) => {
      told.push(messageId);
      throw new Error("the queue is away");
    });
    expect(answer).toEqual(failures("o2", "o3"));
    expect(told).toEqual(["o2"]);
  });
});

describe("a batch of a table's stream", () => {
  const event: DynamoDBStreamEvent = {
    Records: [
      ["1", "treaty"],
      ["2", "visit"],
      ["3", "treaty"],
    ].map(([SequenceNumber = "", readoutId = ""]) => ({
      eventID: SequenceNumber,
      dynamodb: { SequenceNumber, Keys: { readoutId: { S: readoutId }, revision: { N: "1" } } },
    })),
  };

  test("reports a failed change and the later ones of the same readout", async () => {
    const worked: unknown[] = [];
    const answer = await eachChange(event, silentLog, async ({ dynamodb }) => {
      worked.push(dynamodb?.SequenceNumber);
      if (dynamodb?.SequenceNumber === "1") throw new Error("no");
    });
    expect(answer).toEqual(failures("1", "3"));
    expect(worked).toEqual(["1", "2"]);
  });
});
