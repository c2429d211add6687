import { describe, expect, test } from "@jest/globals";
import { Meter } from "../../local/meter.ts";
import type { AwsRequest } from "../../local/gateway/request.ts";

const aCall = (target: string, body: object, service = "dynamodb"): AwsRequest => ({
  caller: "Match",
  service,
  method: "POST",
  path: "/",
  headers: { "x-amz-target": target },
  body: Buffer.from(JSON.stringify(body)),
});
const answer = (body: object) => ({ status: 200, headers: {}, body: JSON.stringify(body) });
const consumed = (units: number) => ({ CapacityUnits: units });

describe("the meter", () => {
  test("asks DynamoDB what a call takes, and leaves the rest of the call as it is", () => {
    const meter = new Meter();
    const call = aCall("DynamoDB_20120810.GetItem", { TableName: "Readouts" });
    expect(JSON.parse(meter.asking(call).body.toString())).toEqual({
      TableName: "Readouts",
      ReturnConsumedCapacity: "TOTAL",
    });
    for (const other of [
      aCall("DynamoDBStreams_20120810.GetRecords", {}),
      aCall("AmazonSQS.SendMessage", {}, "sqs"),
    ]) {
      expect(meter.asking(other)).toBe(other);
    }
  });

  test("adds up units by reading and writing, of several tables too, and counts calls by action", () => {
    const meter = new Meter();
    meter.answered(
      aCall("DynamoDB_20120810.Query", {}),
      answer({ ConsumedCapacity: consumed(2.5) }),
    );
    meter.answered(
      aCall("DynamoDB_20120810.TransactWriteItems", {}),
      answer({ ConsumedCapacity: [consumed(2), consumed(4)] }),
    );
    meter.answered(aCall("AmazonSQS.SendMessage", {}, "sqs"), answer({}));
    expect(meter.report()).toEqual({
      Match: {
        invocations: 0,
        milliseconds: 0,
        logBytes: 0,
        readUnits: 2.5,
        writeUnits: 6,
        calls: { "dynamodb:Query": 1, "dynamodb:TransactWriteItems": 1, "sqs:SendMessage": 1 },
      },
    });
  });

  test("counts a write whose condition failed, of which DynamoDB says no units, as one", () => {
    const meter = new Meter();
    meter.answered(aCall("DynamoDB_20120810.PutItem", {}), answer({ __type: "refused" }));
    expect(meter.report()["Match"]?.writeUnits).toBe(1);
  });

  test("adds up time and what was logged, in bytes", () => {
    const meter = new Meter();
    meter.invoked("Poll", 12);
    meter.invoked("Poll", 8);
    meter.logged("Poll", "türkiye");
    expect(meter.report()["Poll"]).toMatchObject({ invocations: 2, milliseconds: 20, logBytes: 8 });
  });
});
