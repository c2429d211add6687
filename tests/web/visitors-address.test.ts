import { expect, test } from "@jest/globals";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite } from "../builders/site.ts";

/** Where a sign-up is recorded to have come from. */
async function recorded(isBehindCdn: boolean, forwardedFor: string): Promise<string> {
  const made = await aSite({ isBehindCdn }, await emptiedTables());
  const body = new URLSearchParams({ address: "anna@newsroom.example", query: "ferry" });
  const headers = { "x-forwarded-for": forwardedFor };
  const bindings = { requestContext: { http: { sourceIp: "203.0.113.9" } } };
  await made.site.request("/subscribe", { method: "POST", body, headers }, bindings);
  for await (const { consent } of made.subscriptions.every()) return consent.from;
  throw new Error("nothing was stored");
}

test("without a CDN a request comes from where API Gateway has it from, whatever it says of itself", async () => {
  expect(await recorded(false, "192.0.2.1, 192.0.2.7, 203.0.113.9")).toBe("203.0.113.9");
});

test.each([
  ["192.0.2.7, 203.0.113.9", "192.0.2.7"],
  ["192.0.2.66, 2001:db8::7, 203.0.113.9", "2001:db8::7"],
  ["203.0.113.9", "203.0.113.9"],
  ["somewhere, 203.0.113.9", "203.0.113.9"],
  ["127.0.0.1, 203.0.113.9", "203.0.113.9"],
  ["::ffff:127.0.0.1, 203.0.113.9", "203.0.113.9"],
])(
  "behind a CDN, %s comes from %s: what the visitor wrote is not believed",
  async (header, from) => {
    expect(await recorded(true, header)).toBe(from);
  },
);
