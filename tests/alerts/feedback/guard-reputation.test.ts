import { describe, expect, test } from "@jest/globals";
import {
  guardReputation,
  type Reputation,
  type SendCounts,
} from "../../../lambda/alerts/feedback/guard-reputation.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";

const now = "2026-03-09T12:00:00.000Z";
const recent = "2026-03-08T12:00:00.000Z";

async function guarded(counts: Partial<SendCounts>, since: string | null = null) {
  let isSending = true;
  const all = [{ at: recent, attempts: 1000, bounces: 0, complaints: 0, ...counts }];
  const reputation: Reputation = {
    counts: () => Promise.resolve(all),
    freshStart: () => Promise.resolve({ isSending, since }),
    setSending: (to) => {
      isSending = to;
      return Promise.resolve();
    },
  };
  const deps = { clock: { now: () => now }, log: silentLog, reputation };
  return [await guardReputation(deps), await guardReputation(deps)];
}

describe("sending", () => {
  test.each([
    ["10 % bounces", { bounces: 100 }],
    ["0.5 % complaints", { complaints: 5 }],
    ["a few mails, most of which bounced", { attempts: 20, bounces: 15 }],
    ["a single complaint", { attempts: 100, complaints: 1 }],
    ["what was long ago", { at: "2026-03-01T12:00:00.000Z", bounces: 500 }],
  ])("goes on with %s", async (_, counts) => {
    expect(await guarded(counts)).toEqual(["well", "well"]);
  });

  test.each([
    ["10 % bounces", { bounces: 101 }],
    ["0.5 % complaints", { complaints: 6 }],
  ])("is paused above %s, and stays so", async (_, counts) => {
    expect(await guarded(counts)).toEqual(["paused-now", "paused-before"]);
  });

  test("goes on after it was resumed, whatever was before", async () => {
    const since = "2026-03-09T00:00:00.000Z";
    expect(await guarded({ bounces: 500 }, since)).toEqual(["well", "well"]);
  });
});
