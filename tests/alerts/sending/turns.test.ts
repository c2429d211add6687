import { expect, describe, test } from "@jest/globals";
import fc from "fast-check";
import type { Rank } from "../../../lambda/alerts/sending/pace.ts";
import type { Later, Turns } from "../../../lambda/alerts/sending/turns.ts";
import { type Account, anAccount, start } from "./account.ts";

const minute = 60 * 1000;

/** What became of so many mails, in order. */
async function turnsOf(process: Turns, rank: Rank, count: number) {
  const waits = await process.take(rank, count);
  return await Promise.all(waits.map(async (wait) => await wait()));
}

/** When each of so many mails of one process got its turn, in ms from now; null: it did not. */
async function timesOf(account: Account, process: Turns, rank: Rank, count: number) {
  const from = account.now;
  const waits = await account.run(process.take(rank, count));
  const all = waits.map(async (wait) => ((await wait()) === "now" ? account.now - from : null));
  return await account.run(Promise.all(all));
}

/** The most in any second, the second's end left out. */
function mostInASecond(sends: readonly number[]): number {
  const sorted = sends.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1000).length),
  );
}

const isLater = (turn: "now" | Later | undefined): turn is Later =>
  turn !== undefined && turn !== "now";

/** A process that always has more to send, until the clock says so. */
async function busy(account: Account, rank: Rank, ms: number) {
  const process = account.process();
  let sent = 0;
  const end = account.now + ms;
  while (account.now < end) {
    const all = await turnsOf(process, rank, 10);
    sent += all.filter((turn) => turn === "now").length;
    const later = all.find(isLater);
    if (later !== undefined) await account.sleep(Date.parse(later.until) - account.now);
  }
  return sent;
}

const sumOf = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

describe("the account's quota", () => {
  test("is asked for once, whoever begins at once, and again after half a day", async () => {
    const account = await anAccount();
    const processes = Array.from({ length: 6 }, () => account.process());
    const all = async (): Promise<unknown> =>
      await account.run(Promise.all(processes.map(async (one) => await turnsOf(one, "first", 1))));
    await all();
    expect(account.asked).toBe(1);
    account.now += 11 * 60 * minute;
    await all();
    await account.run(turnsOf(account.process(), "first", 1));
    expect(account.asked).toBe(1);
    account.now += 61 * minute;
    await all();
    expect(account.asked).toBe(2);
    expect(await account.table.get()).toMatchObject({ perSecond: 14, perDay: 50_000 });
  });

  test("costs a lone mail one write, half a day long", async () => {
    const account = await anAccount();
    await account.run(turnsOf(account.process(), "immediate", 1));
    const { writes } = account;
    for (let n = 0; n < 10; n += 1) {
      account.now += 60 * minute;
      await account.run(turnsOf(account.process(), "immediate", 1));
    }
    expect(account.writes - writes).toBe(10);
  });

  test.each([
    ["half of the day's mails are gone", { perSecond: 14, perDay: 1000, sentInDay: 501 }],
    ["the account is in the sandbox", { perSecond: 1, perDay: 200, sentInDay: 0 }],
  ])("is asked for again after five minutes while %s", async (_, quota) => {
    const account = await anAccount(quota);
    const process = account.process();
    await account.run(turnsOf(process, "immediate", 1));
    account.now += 4 * minute;
    await account.run(turnsOf(process, "immediate", 1));
    expect(account.asked).toBe(1);
    account.now += 2 * minute;
    await account.run(turnsOf(process, "immediate", 1));
    expect(account.asked).toBe(2);
  });

  test("is asked for again after five minutes while mails wait for others", async () => {
    const account = await anAccount({ perSecond: 2 });
    const [one, another] = [account.process(), account.process()];
    await account.run(turnsOf(one, "immediate", 1));
    account.now += 6 * minute;
    await account.run(one.take("immediate", 10));
    expect(account.asked).toBe(1);
    account.quota = { perSecond: 100, perDay: 50_000, sentInDay: 0 };
    await account.run(another.take("immediate", 10));
    expect(account.asked).toBe(2);
    expect(await account.table.get()).toMatchObject({ perSecond: 100 });
  });

  test("changes the pace when SES changes it", async () => {
    const account = await anAccount({ perSecond: 1 });
    const process = account.process();
    expect(await timesOf(account, process, "immediate", 3)).toEqual([30, 1080, 2130]);
    account.quota = { perSecond: 100, perDay: 50_000, sentInDay: 0 };
    account.now += 6 * minute;
    expect(await timesOf(account, process, "immediate", 3)).toEqual([30, 41, 51]);
  });

  test("that SES does not tell is taken for its sandbox's, and asked for again soon", async () => {
    const account = await anAccount();
    account.quota = null;
    const process = account.process();
    expect(await timesOf(account, process, "immediate", 2)).toEqual([30, 1080]);
    account.quota = { perSecond: 100, perDay: null, sentInDay: 0 };
    account.now += 20_000;
    expect(await timesOf(account, process, "immediate", 2)).toEqual([30, 41]);
  });

  test("without a limit costs nothing but the question", async () => {
    const account = await anAccount({ perSecond: null, perDay: null });
    const process = account.process();
    await account.run(turnsOf(process, "immediate", 1));
    const { writes } = account;
    for (let n = 0; n < 20; n += 1) {
      const all = await account.run(turnsOf(process, "digest", 10));
      expect(all.every((turn) => turn === "now")).toBe(true);
    }
    expect(account.writes).toBe(writes);
    expect(account.now).toBe(start);
  });
});

describe("a batch", () => {
  test("takes its turns in one write", async () => {
    const account = await anAccount();
    const process = account.process();
    await account.run(turnsOf(process, "immediate", 1));
    account.now += minute;
    const { writes } = account;
    await account.run(turnsOf(process, "immediate", 10));
    expect(account.writes - writes).toBe(1);
  });

  test("that is late takes other turns instead of making up for it", async () => {
    const account = await anAccount({ perSecond: 10 });
    const process = account.process();
    const waits = await account.run(process.take("immediate", 3));
    account.now += 2000;
    const at: number[] = [];
    const all = waits.map(async (wait) => {
      if ((await wait()) === "now") at.push(account.now - start);
    });
    await account.run(Promise.all(all));
    expect(at).toEqual([2060, 2165, 2270]);
  });

  test("that is too long for one process leaves the rest for later", async () => {
    const account = await anAccount({ perSecond: 0.2 });
    const all = await account.run(turnsOf(account.process(), "immediate", 10));
    expect(all.filter((turn) => turn === "now")).toHaveLength(3);
    const later = all.find(isLater);
    expect(later).toMatchObject({ why: "busy" });
    expect(Date.parse(later?.until ?? "")).toBeGreaterThan(account.now - 20_000);
  });
});

describe("never faster than SES allows", () => {
  test("whatever processes send, however many, however slow each is", async () => {
    const process = fc.record({
      rank: fc.constantFrom<Rank>("first", "immediate", "digest"),
      starts: fc.integer({ min: 0, max: 3000 }),
      batches: fc.array(
        fc.record({ size: fc.integer({ min: 1, max: 10 }), stallMs: fc.nat(400) }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    });
    const processes = fc.array(process, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 3, 14, 50, 200), processes, async (perSecond, all) => {
        const account = await anAccount({ perSecond });
        const sends: number[] = [];
        const work = all.map(async ({ rank, starts, batches }) => {
          const its = account.process();
          await account.sleep(starts);
          for (const { size, stallMs } of batches) {
            const waits = await its.take(rank, size);
            await account.sleep(stallMs);
            const sent = waits.map(async (wait) => {
              if ((await wait()) === "now") sends.push(account.now);
            });
            await Promise.all(sent);
          }
        });
        await account.run(Promise.all(work));
        expect(mostInASecond(sends)).toBeLessThanOrEqual(perSecond);
        const { remaining = 0 } = (await account.table.get()) ?? {};
        expect(50_000 - remaining).toBeGreaterThanOrEqual(sends.length);
      }),
      { numRuns: 15 },
    );
  });

  test("by processes that miss their moments, which get more time, and fewer moments", async () => {
    const account = await anAccount({ perSecond: 20 });
    const sends: number[] = [];
    let lag = 0;
    const slow = async (): Promise<void> => {
      // Its processor is often somebody else's.
      const process = account.process(() => (lag = (lag + 37) % 150));
      for (let batch = 0; batch < 12; batch += 1) {
        const waits = await process.take("immediate", 10);
        const all = waits.map(async (wait) => {
          if ((await wait()) === "now") sends.push(account.now);
        });
        await Promise.all(all);
      }
    };
    await account.run(Promise.all([slow(), slow(), slow()]));
    const { lateMs = 0, intervalMs = 0 } = (await account.table.get()) ?? {};
    expect(lateMs).toBeGreaterThan(50);
    expect(intervalMs).toBeGreaterThan(52.5);
    expect(mostInASecond(sends)).toBeLessThanOrEqual(20);
    for (let n = 0; n < 6; n += 1) {
      account.now += 6 * minute;
      await account.run(turnsOf(account.process(), "first", 1));
    }
    expect(await account.table.get()).toMatchObject({ lateMs: 50, intervalMs: 52.5 });
  });

  test("and nearly as fast as it allows", async () => {
    const account = await anAccount({ perSecond: 50 });
    const sends: number[] = [];
    const lanes = Array.from({ length: 5 }, async () => {
      const process = account.process();
      for (let n = 0; n < 10; n += 1) {
        const all = await process.take("immediate", 10);
        await Promise.all(
          all.map(async (wait) => {
            if ((await wait()) === "now") sends.push(account.now - start);
          }),
        );
        await account.sleep(60);
      }
    });
    await account.run(Promise.all(lanes));
    expect(sends).toHaveLength(500);
    expect(500 / (Math.max(...sends) / 1000)).toBeGreaterThan(45);
  });
});

describe("who goes first", () => {
  test("while alerts wait that are wanted at once, digests wait behind them", async () => {
    const account = await anAccount();
    const immediate = Array.from(
      { length: 5 },
      async () => await busy(account, "immediate", 30_000),
    );
    const digest = Array.from({ length: 2 }, async () => await busy(account, "digest", 30_000));
    const [sent, digests] = await account.run(
      Promise.all([Promise.all(immediate), Promise.all(digest)]),
    );
    expect(sumOf(sent)).toBeGreaterThan(10 * sumOf(digests));
  });

  test("a confirmation waits for no backlog of alerts", async () => {
    const account = await anAccount();
    const lanes = Array.from({ length: 5 }, async () => await busy(account, "immediate", 20_000));
    const confirmation = (async () => {
      await account.sleep(10_000);
      const asked = account.now;
      expect(await turnsOf(account.process(), "first", 1)).toEqual(["now"]);
      return account.now - asked;
    })();
    const [waited] = await account.run(Promise.all([confirmation, ...lanes]));
    expect(waited).toBeLessThan(5000);
  });

  test("who is not let in comes back one after the other, not all at once", async () => {
    const account = await anAccount();
    const process = account.process();
    await account.run(process.take("immediate", 10));
    const back: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const waits = await account.run(process.take("digest", 10));
      const [turn] = await account.run(
        Promise.all(waits.slice(0, 1).map(async (wait) => await wait())),
      );
      if (isLater(turn)) back.push(Date.parse(turn.until));
      if (n % 2 === 0) await account.run(process.take("immediate", 10));
    }
    expect(back.length).toBeGreaterThan(10);
    expect(new Set(back).size).toBe(back.length);
    expect(mostInASecond(back)).toBeLessThanOrEqual(2);
    expect(Math.max(...back)).toBeLessThanOrEqual(account.now + 15 * minute);
  });
});

describe("the day's mails", () => {
  test("used up let all mails wait; digests and alerts leave some for confirmations", async () => {
    const account = await anAccount({ perSecond: 100, perDay: 200, sentInDay: 150 });
    const process = account.process();
    const sent = async (rank: Rank): Promise<number> => {
      let count = 0;
      for (;;) {
        const [turn] = await account.run(turnsOf(process, rank, 1));
        if (isLater(turn) && turn.why === "day") return count;
        if (turn === "now") count += 1;
        account.now += 1000;
      }
    };
    expect(await sent("digest")).toBe(30);
    expect(await sent("immediate")).toBe(16);
    expect(await sent("first")).toBe(4);
    expect(account.usedUp.length).toBeGreaterThan(0);
    // SES forgets the sends of yesterday.
    account.quota = { perSecond: 100, perDay: 200, sentInDay: 20 };
    account.now += 16 * minute;
    expect(await sent("digest")).toBe(160);
  });

  test("that others have used up without our knowing are learned from SES", async () => {
    const account = await anAccount();
    const process = account.process();
    await account.run(turnsOf(process, "immediate", 1));
    const told = await account.run(process.usedUp("immediate"));
    expect(told).toMatchObject({ why: "day" });
    const others = account.process();
    expect(await account.run(turnsOf(others, "first", 1))).toMatchObject([{ why: "day" }]);
    account.now += 6 * minute;
    expect(await account.run(turnsOf(others, "first", 1))).toEqual(["now"]);
  });
});

describe("SES says that we are too fast", () => {
  test("and all senders slow down, once for all who were told at the same time", async () => {
    const account = await anAccount({ perSecond: 10 });
    const processes = Array.from({ length: 5 }, () => account.process());
    await account.run(Promise.all(processes.map(async (one) => await turnsOf(one, "first", 1))));
    const told = processes.map(async (one) => await one.tooFast("immediate"));
    const all = await account.run(Promise.all(told));
    for (const { why, until } of all) {
      expect(why).toBe("busy");
      expect(Date.parse(until)).toBeGreaterThan(account.now);
    }
    expect((await account.table.get())?.intervalMs).toBe(131.25);
    const [first = 0, second = 0] = (await timesOf(account, account.process(), "immediate", 2)).map(
      (at) => at ?? 0,
    );
    expect(first).toBeGreaterThanOrEqual(1000);
    expect(second - first).toBeGreaterThan(130);
  });

  test("and comes back to the quota's rate step by step, when SES says so no more", async () => {
    const account = await anAccount({ perSecond: 10 });
    const process = account.process();
    await account.run(turnsOf(process, "first", 1));
    await account.run(process.tooFast("first"));
    account.now += 2000;
    await account.run(process.tooFast("first"));
    const intervals: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      account.now += 6 * minute;
      await account.run(turnsOf(process, "first", 1));
      intervals.push(Math.round((await account.table.get())?.intervalMs ?? 0));
    }
    expect(intervals).toEqual([131, 105, 105, 105]);
  });
});
