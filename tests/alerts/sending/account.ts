import { setImmediate } from "node:timers/promises";
import { type Turns, turns } from "../../../lambda/alerts/sending/turns.ts";
import { type SendingTable, sendingTable } from "../../../lambda/archive/sending-table.ts";
import type { Quota } from "../../../lambda/outside/ses-quota.ts";
import { type Instant, toInstant } from "../../../lambda/runtime/instant.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** An account of SES and its senders, on a clock that moves when all of them wait for it. */
export interface Account {
  readonly table: SendingTable;
  /** What SES answers; null: it fails. */
  quota: Quota | null;
  /** How often SES was asked. */
  asked: number;
  /** When a sender was told that the day is used up. */
  readonly usedUp: Instant[];
  /** Calls of the table that write, so far. */
  writes: number;
  /** In ms since 1970. */
  now: number;
  readonly clock: { now(): Instant };
  /** The turns of one more process; `lagMs`: how much later than it wants it wakes up. */
  process(lagMs?: () => number): Turns;
  sleep(ms: number): Promise<void>;
  /** Lets work run to its end: the clock jumps to whoever waits for the nearest time. */
  run<T>(work: Promise<T>): Promise<T>;
}

export const start = Date.parse("2026-03-02T15:00:00.000Z");

export async function anAccount(quota: Partial<Quota> = {}): Promise<Account> {
  const tables = await emptiedTables();
  const sleepers: Sleeper[] = [];
  const calls = new Set<symbol>();
  const stored = sendingTable(tables.client, tables.counters);
  const table = new Proxy(stored, {
    get: (its, name: keyof SendingTable) => {
      const call = its[name] as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        const own = Symbol(name);
        calls.add(own);
        if (name !== "get") account.writes += 1;
        try {
          return await call(...given);
        } finally {
          calls.delete(own);
        }
      };
    },
  });
  const account: Account = {
    table,
    quota: { perSecond: 14, perDay: 50_000, sentInDay: 0, ...quota },
    asked: 0,
    usedUp: [],
    writes: 0,
    now: start,
    clock: { now: () => toInstant(account.now) },
    process: (lagMs = () => 0) =>
      turns({
        clock: account.clock,
        log: silentLog,
        sending: table,
        askQuota: () => {
          account.asked += 1;
          return account.quota === null
            ? Promise.reject(new Error("AccessDenied"))
            : Promise.resolve(account.quota);
        },
        sleep: async (ms) => await account.sleep(ms + lagMs()),
        tellUsedUp: (at) => account.usedUp.push(at),
      }),
    sleep: async (ms) =>
      await new Promise((wake) => {
        sleepers.push({ until: account.now + ms, wake: () => wake() });
      }),
    run: async (work) => {
      let isDone = false;
      const ended = work.finally(() => {
        isDone = true;
      });
      ended.catch(() => {});
      for (;;) {
        await setImmediate();
        if (calls.size > 0) continue;
        if (isDone) return await ended;
        const [next] = sleepers.toSorted((a, b) => a.until - b.until);
        if (next === undefined) continue;
        sleepers.splice(sleepers.indexOf(next), 1);
        account.now = Math.max(account.now, next.until);
        next.wake();
      }
    },
  };
  return account;
}
