import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { LambdaEvent } from "hono/aws-lambda";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { subscriberIdOf } from "../../lambda/subscriptions/address.ts";
import { afterRefusal } from "../../lambda/subscriptions/suppression.ts";
import { toInstant } from "../../lambda/runtime/instant.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";
import { type Overheard, overhear } from "../builders/overheard.ts";
import { anActive } from "../builders/subscription.ts";

/*
 * How long an answer takes is what it waits for. So it is heard what the function calls before it answers:
 * the same calls for everybody, in the same order, say that its time tells nothing either.
 */

let world: HandlerWorld;
let tables: Overheard;
let queues: Overheard;
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(console, "warn").mockImplementation(() => {});
  world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
  tables = await overhear(process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "");
  queues = await overhear(process.env["AWS_ENDPOINT_URL_SQS"] ?? "");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: tables.url,
    AWS_ENDPOINT_URL_SQS: queues.url,
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await tables.stop();
  await queues.stop();
  await world.stop();
});

function aPost(path: string, fields: Readonly<Record<string, string>>): LambdaEvent {
  const http = { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.7", userAgent: "" };
  return {
    version: "2.0",
    rawPath: path,
    rawQueryString: "",
    headers: {
      host: "readouts.norrhaven.example",
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
    },
    requestContext: { domainName: "readouts.norrhaven.example", http },
    body: new URLSearchParams(fields).toString(),
    isBase64Encoded: false,
  } as unknown as LambdaEvent; // the rest is not read
}

type Wish = Readonly<Record<"address" | "query", string>>;

async function post(path: string, fields: Readonly<Record<string, string>>) {
  const { handler } = await import("../../lambda/handlers/http.ts");
  const before = [tables.calls.length, queues.calls.length] as const;
  const answer = await handler(aPost(path, fields));
  const calls = [...tables.calls.slice(before[0]), ...queues.calls.slice(before[1])];
  const { statusCode, headers, body } = answer;
  return { answer: { statusCode, headers, body }, calls };
}

/** Whose alert is confirmed, who bounced, whose confirmation waits, and who had all that an address may get. */
async function everySortOfPerson(): Promise<readonly (readonly [what: string, Wish])[]> {
  const { client, ...names } = world.tables;
  const at = "2026-03-01T09:00:00.000Z";
  const active = anActive({ address: "known@newsroom.example", at });
  await subscriptionsTable(client, names.subscriptions).save(active, null);
  const bounced = subscriberIdOf("gone@newsroom.example");
  const refusal = afterRefusal(bounced, null, "bounce", toInstant(at), toInstant(at));
  if (refusal === null) throw new Error("a first bounce suppresses");
  await suppressionsTable(client, names.suppressions).replace(refusal, null);
  const { handler: request } = await import("../../lambda/handlers/request.ts");
  for (const query of ["ferry", "treaty", "border", "visit"]) {
    await post("/subscribe", { address: "often@newsroom.example", query });
    await world.workOff("request", request);
  }
  await post("/subscribe", { address: "waiting@newsroom.example", query: "ferry" });
  await world.workOff("request", request);
  return [
    ["has an alert", { address: active.address, query: "ferry" }],
    ["asks for the alert that they have", { address: active.address, query: active.query }],
    ["bounced", { address: "gone@newsroom.example", query: "ferry" }],
    ["asked too often", { address: "often@newsroom.example", query: "harbour" }],
    ["has a confirmation waiting", { address: "waiting@newsroom.example", query: "ferry" }],
    ["asks again for what waits", { address: "waiting@newsroom.example", query: "bridge" }],
  ];
}

describe("who is asked for", () => {
  test.each([["/subscribe"], ["/manage/link"]])(
    "shows neither in the answer of %s nor in what it waits for",
    async (path) => {
      const people = await everySortOfPerson();
      // The first answer of a process makes its connections.
      await post(path, { address: "first@newsroom.example", query: "ferry" });
      const nobody = await post(path, { address: "nobody@newsroom.example", query: "ferry" });
      expect(nobody.answer.statusCode).toBe(202);
      expect(nobody.calls.map(({ target }) => target)).toEqual([
        "DynamoDB_20120810.UpdateItem",
        "DynamoDB_20120810.UpdateItem",
        "AmazonSQS.SendMessageBatch",
      ]);
      for (const [what, wish] of people) {
        expect([what, await post(path, wish)]).toEqual([what, nobody]);
      }
    },
  );
});
