import { beforeEach, expect, test } from "@jest/globals";
import { keyOfTheDay } from "../../../lambda/alerts/sending/signing-key.ts";
import { signingKeyItem } from "../../../lambda/archive/signing-key-item.ts";
import { checkLink, signLink } from "../../../lambda/subscriptions/signed-links.ts";
import { testTables, type TestTables } from "../../builders/dynamodb.ts";

let tables: TestTables;
let secret = "one secret";
let asked = 0;
let now = "2026-03-02T09:00:00.000Z";

beforeEach(async () => {
  tables = await testTables();
  secret = "one secret";
  asked = 0;
  now = "2026-03-02T09:00:00.000Z";
});

/** As each process that sends has it. */
const sign = async (): Promise<string> => {
  const key = await keyOfTheDay({
    clock: { now: () => now },
    signingKey: signingKeyItem(tables.client, tables.counters),
    readSecret: () => {
      asked += 1;
      return Promise.resolve({ current: secret });
    },
  });
  return signLink("unsubscribe", subject, "2027-03-02T09:00:00.000Z", key);
};

const subject = {
  subscriberId: "abc",
  subscriptionIds: ["def"],
  requestedAt: "2026-03-02T08:00:00.000Z",
};
const check = (token: string, current: string, previous: string | null) =>
  checkLink("unsubscribe", token, { current, previous }, now).outcome;

test("the secret is asked for once a day, whatever number of processes sends", async () => {
  const first = await sign();
  now = "2026-03-03T08:59:59.999Z";
  expect(await sign()).toBe(first);
  expect(asked).toBe(1);
  now = "2026-03-03T09:00:00.000Z";
  expect(await sign()).not.toBe(first);
  expect(asked).toBe(2);
  expect(check(first, "one secret", null)).toBe("valid");
});

test("links of a day's key hold through one rotation of the secret, and die with the second", async () => {
  await sign();
  secret = "another secret";
  now = "2026-03-02T20:00:00.000Z";
  const token = await sign();
  expect(check(token, "another secret", "one secret")).toBe("valid");
  expect(check(token, "a third secret", "another secret")).toBe("invalid");
  now = "2026-03-03T10:00:00.000Z";
  expect(check(await sign(), "another secret", null)).toBe("valid");
});

test("what the table has is no secret of another day's links", async () => {
  const token = await sign();
  const key = await signingKeyItem(tables.client, tables.counters).get();
  const [payload = "", keyId = ""] = token.split(".");
  const ofAnotherDay = signLink("unsubscribe", subject, "2027-03-02T09:00:00.000Z", {
    current: key?.key ?? "",
    keyId: String(Number(keyId) + 1),
  });
  expect(ofAnotherDay.startsWith(`${payload}.`)).toBe(true);
  expect(check(ofAnotherDay, "one secret", null)).toBe("invalid");
  const asTheSecret = signLink("unsubscribe", subject, "2027-03-02T09:00:00.000Z", {
    current: key?.key ?? "",
  });
  expect(check(asTheSecret, "one secret", null)).toBe("invalid");
});

test("DynamoDB forgets the key a week after", async () => {
  await sign();
  const key = await signingKeyItem(tables.client, tables.counters).get();
  expect(key).toMatchObject({ expiresAt: Date.parse("2026-03-09T09:00:00.000Z") / 1000 });
});
