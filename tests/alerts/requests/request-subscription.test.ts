import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { lookAtLink } from "../../../lambda/alerts/managing/follow-link.ts";
import { requestSubscription } from "../../../lambda/alerts/requests/request-subscription.ts";
import { NotSentError } from "../../../lambda/outside/mailer.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

const minute = 60 * 1000;
const hour = 60 * minute;

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
beforeEach(() => {
  desk.mails.length = 0;
  desk.answer = desk.sends;
});

const ask = async (address: string, query = "ferry") =>
  await requestSubscription({ address, query, preferences: null, from: "192.0.2.7" }, desk.deps);
const stored = async (address: string) =>
  await desk.deps.subscriptions.bySubscriber(subscriberIdOf(address));

describe("a request", () => {
  test("mails its confirmation to the address and nothing else, and waits", async () => {
    expect(await ask("Anna@newsroom.example")).toEqual({ outcome: "accepted" });
    expect(desk.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ["Anna@newsroom.example", "Confirm your Readouts alert"],
    ]);
    expect(await stored("anna@newsroom.example")).toMatchObject([{ state: "pending" }]);
  });

  test("of the same address and meaning is the same one, and one confirmation waits", async () => {
    await ask("bert@newsroom.example", "grain OR gas");
    for (const [address, query] of [
      ["bert@newsroom.example", "grain OR gas"],
      ["BERT@newsroom.example", "  gas   OR grain "],
    ] as const) {
      expect(await ask(address, query)).toEqual({ outcome: "accepted" });
    }
    expect(await stored("bert@newsroom.example")).toHaveLength(1);
    expect(desk.mails).toHaveLength(1);
  });

  test("made three times at once mails once", async () => {
    await Promise.all([1, 2, 3].map(() => ask("carl@newsroom.example")));
    expect(desk.mails).toHaveLength(1);
  });

  test("whose confirmation was lost is mailed again an hour later, and both links are good", async () => {
    await ask("dora@newsroom.example");
    desk.pass(hour);
    await ask("dora@newsroom.example");
    expect(desk.mails).toHaveLength(2);
    for (const { text } of desk.mails) {
      const state = await lookAtLink("confirm", tokenIn(text), desk.deps);
      expect(state).toMatchObject({ outcome: "done" });
    }
  });

  test("is mailed at most three times a day to one address, whatever is asked for", async () => {
    for (let n = 0; n < 8; n += 1) {
      await ask("emil@newsroom.example", `query${n % 4}`);
      desk.pass(61 * minute);
    }
    expect(desk.mails).toHaveLength(3);
    desk.pass(24 * hour);
    await ask("emil@newsroom.example", "query9");
    expect(desk.mails).toHaveLength(4);
  });

  test("after its 48 hours is a new one", async () => {
    await ask("fred@newsroom.example");
    desk.pass(48 * hour);
    await ask("fred@newsroom.example");
    expect(desk.mails).toHaveLength(2);
    const [old, fresh] = desk.mails.map(({ text }) => tokenIn(text));
    expect(await lookAtLink("confirm", old ?? "", desk.deps)).toEqual({ outcome: "expired" });
    expect(await lookAtLink("confirm", fresh ?? "", desk.deps)).toMatchObject({ outcome: "done" });
  });

  test("of one who has the alert already mails nothing, and answers the same", async () => {
    await desk.subscribe("gina@newsroom.example", "ferry");
    expect(await ask("gina@newsroom.example")).toEqual({ outcome: "accepted" });
    expect(desk.mails).toEqual([]);
  });

  test("for a suppressed address mails nothing, and answers the same", async () => {
    await desk.suppressions.put({
      addressHash: subscriberIdOf("hans@newsroom.example"),
      reason: "complaint",
      since: desk.now,
      until: null,
      softBounces: 0,
    });
    expect(await ask("hans@newsroom.example")).toEqual({ outcome: "accepted" });
    expect(desk.mails).toEqual([]);
    expect(await stored("hans@newsroom.example")).toEqual([]);
  });
});

describe("a request that is wrong", () => {
  test("in its address says so in a sentence, and stores nothing", async () => {
    expect(await ask("reader@newsroom")).toEqual({
      outcome: "invalid-address",
      message: "“newsroom” is not a mail domain.",
    });
    expect(desk.mails).toEqual([]);
  });

  test("in its query points at the column", async () => {
    expect(await ask("ida@newsroom.example", "ferry AND (grain OR")).toMatchObject({
      outcome: "invalid-query",
      error: { column: expect.any(Number), message: expect.stringMatching(/\S/) },
    });
    const answer = await ask("ida@newsroom.example", 'ferry "grain');
    if (answer.outcome !== "invalid-query") throw new Error("it is wrong");
    expect(answer.error.column).toBe(7);
    expect(await stored("ida@newsroom.example")).toEqual([]);
  });

  test("by its length is refused before anything is done", async () => {
    const answer = await ask("ida@newsroom.example", "ferry ".repeat(2_000));
    expect(answer).toMatchObject({ outcome: "invalid-query" });
    expect(desk.mails).toEqual([]);
  });
});

describe("a confirmation that could not be sent", () => {
  test.each([
    ["certainly", new NotSentError("SES did not take it: Throttling")],
    ["perhaps", new Error("socket hang up")],
  ])("%s fails the request; asked again, it is sent", async (_how, error) => {
    const address = `${error.name.toLowerCase()}@newsroom.example`;
    desk.answer = () => Promise.reject(error);
    await expect(ask(address)).rejects.toBe(error);
    desk.answer = desk.sends;
    expect(await ask(address)).toEqual({ outcome: "accepted" });
    expect(desk.mails).toHaveLength(1);
    expect(await stored(address)).toHaveLength(1);
  });

  test("because SES refused the address tells the asker nothing, and is not tried again at once", async () => {
    desk.answer = () => Promise.resolve({ outcome: "rejected", reason: "MessageRejected" });
    expect(await ask("nemo@newsroom.example")).toEqual({ outcome: "accepted" });
    desk.answer = desk.sends;
    expect(await ask("nemo@newsroom.example")).toEqual({ outcome: "accepted" });
    expect(desk.mails).toEqual([]);
  });
});
