import { beforeEach, describe, expect, test } from "@jest/globals";
import { confirmSubscription } from "../../../lambda/alerts/managing/follow-link.ts";
import { requestSubscription } from "../../../lambda/alerts/requests/request-subscription.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

const hour = 60 * 60 * 1000;

let desk: Desk;
let calls = 0;
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
  desk.now = "2026-03-02T00:00:00.000Z";
});

const ask = async (address: string, query = "ferry", from = `office ${(calls += 1)}`) =>
  await requestSubscription({ address, query, preferences: null, from }, desk.deps);

describe("confirmations to one address", () => {
  test("wait one at a time: what else is asked for is kept, and the next mail replaces the first", async () => {
    await ask("anna@newsroom.example", "ferry");
    await ask("anna@newsroom.example", "grain");
    expect(desk.mails).toHaveLength(1);
    const all = await desk.deps.subscriptions.bySubscriber(subscriberIdOf("anna@newsroom.example"));
    expect(all.map(({ query, state }) => `${query} ${state}`).toSorted()).toEqual([
      "ferry pending",
      "grain pending",
    ]);
    desk.pass(hour);
    await ask("anna@newsroom.example", "gas");
    const [first, second] = desk.mails.map(({ text }) => tokenIn(text));
    expect(await confirmSubscription(first ?? "", "office", desk.deps)).toEqual({
      outcome: "expired",
    });
    expect(await confirmSubscription(second ?? "", "office", desk.deps)).toMatchObject({
      outcome: "done",
      manageUrl: expect.stringContaining("/manage?token="),
    });
  });

  test("are at most three a day while none is answered, whatever the case and the tag after a plus", async () => {
    const spellings = [
      "Bert@newsroom.example",
      "bert+1@newsroom.example",
      "BERT+two@NEWSROOM.example",
    ];
    for (let n = 0; n < 12; n += 1) {
      await ask(spellings[n % 3] ?? "", `ferry${n}`);
      desk.pass(hour);
    }
    expect(desk.mails).toHaveLength(3);
    desk.pass(12 * hour);
    await ask("bert+new@newsroom.example");
    expect(desk.mails).toHaveLength(4);
  });

  test("asked for at once under several spellings are one", async () => {
    await Promise.all(
      ["carl@newsroom.example", "carl+a@newsroom.example", "CARL@newsroom.example"].map(
        async (address, n) => await ask(address, `ferry${n}`),
      ),
    );
    expect(desk.mails).toHaveLength(1);
  });

  test("that are answered do not count: who confirms may go on", async () => {
    for (let n = 0; n < 6; n += 1) {
      await ask("dora@newsroom.example", `ferry${n}`);
      expect(desk.mails).toHaveLength(n + 1);
      await confirmSubscription(tokenIn(desk.mails.at(-1)?.text ?? ""), "office", desk.deps);
    }
  });

  test("that could not be sent do not count", async () => {
    desk.answer = async () => await Promise.reject(new Error("SES is down"));
    for (let n = 0; n < 5; n += 1)
      await expect(ask("emil@newsroom.example")).rejects.toThrow("down");
    desk.answer = desk.sends;
    await ask("emil@newsroom.example");
    expect(desk.mails).toHaveLength(1);
  });
});

test("one network asks for thirty an hour, an IPv6 customer with any of their addresses", async () => {
  const outcomes: string[] = [];
  for (let n = 0; n < 32; n += 1) {
    const from = `2001:db8:1:2::${n.toString(16)}`;
    outcomes.push((await ask(`reader${n}@newsroom.example`, "ferry", from)).outcome);
  }
  expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(30);
  expect(outcomes.slice(30)).toEqual(["too-many", "too-many"]);
  const elsewhere = await ask("reader@newsroom.example", "ferry", "2001:db8:1:3::1");
  expect(elsewhere.outcome).toBe("accepted");
  desk.pass(hour);
  expect((await ask("late@newsroom.example", "ferry", "2001:db8:1:2::1")).outcome).toBe("accepted");
});

test("one domain is mailed 200 confirmations a day", async () => {
  for (let n = 0; n < 205; n += 1) await ask(`r${n}@big.example`);
  expect(desk.mails).toHaveLength(200);
  await ask("one@small.example");
  expect(desk.mails).toHaveLength(201);
});

test("an address that the owner refuses is told so, known or not", async () => {
  for (const address of ["anna@throwaway.example", "postmaster@newsroom.example"]) {
    expect(await ask(address)).toMatchObject({ outcome: "invalid-address" });
  }
});
