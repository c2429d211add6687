import { type AlertKey, isDigestId } from "../../archive/alerts-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type Instant, msBetween } from "../../runtime/instant.ts";
import type { Rank } from "../sending/pace.ts";
import type { Later, Turns } from "../sending/turns.ts";
import type { DeliveryQueue } from "./delivery-request.ts";
import { Gathering } from "./gathering.ts";

/** How one mail asks for its turn. */
export interface MailTurn {
  /** Waits for the turn, where it is near. */
  take(key: AlertKey): Promise<"now" | Later>;
  /** SES did not take the mail, for that reason. */
  refused(key: AlertKey, why: Later["why"]): Promise<Later>;
  /** Puts the request into its queue again, hidden until then; as a new message, which has no tries used up. */
  putBack(key: AlertKey, until: Instant): Promise<void>;
}

export interface BatchDeps {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly queues: Readonly<Record<DeliveryRank, DeliveryQueue>>;
}

type DeliveryRank = Exclude<Rank, "first">;

/** SQS's longest delay. */
const mostDelaySeconds = 900;

/**
 * Turns for the mails of a batch. They are asked for together when all mails of the batch are written, so
 * that it is one reservation, and as many as are needed.
 * @param size how many will `join`; each must `leave` when it is done
 */
export function batchTurns(
  size: number,
  { clock, turns, queues }: BatchDeps,
): { join(): MailTurn & { leave(): void } } {
  const ready = new Gathering<AlertKey, () => Promise<"now" | Later>>(size, async (keys) => {
    const waits = new Map<AlertKey, () => Promise<"now" | Later>>();
    for (const [rank, its] of byRank(keys)) {
      const taken = await turns.take(rank, its.length);
      for (const [n, wait] of taken.entries()) {
        const key = its[n];
        if (key !== undefined) waits.set(key, wait);
      }
    }
    return (key) => waits.get(key) ?? (() => Promise.resolve("now"));
  });
  const back = new Gathering<Waiting, void>(size, async (all) => {
    for (const [rank, its] of byRank(all.map(({ key }) => key))) {
      const ends = all.filter(({ key }) => its.includes(key)).map(({ until }) => until);
      const seconds = msBetween(clock.now(), ends.toSorted().at(-1) ?? clock.now()) / 1000;
      const delay = Math.min(mostDelaySeconds, Math.max(1, Math.ceil(seconds)));
      const requests = its.map(({ subscriberId, alertId }) => ({ subscriberId, alertId }));
      await queues[rank].send(requests, delay);
    }
    return () => undefined;
  });
  return {
    join: () => {
      const [asks, returns] = [ready.join(), back.join()];
      return {
        take: async (key) => await (await asks.give(key))(),
        refused: async (key, why) =>
          await (why === "busy" ? turns.tooFast(rankOf(key)) : turns.usedUp(rankOf(key))),
        putBack: async (key, until) => await returns.give({ key, until }),
        leave: () => {
          asks.leave();
          returns.leave();
        },
      };
    },
  };
}

interface Waiting {
  readonly key: AlertKey;
  readonly until: Instant;
}

function rankOf({ alertId }: AlertKey): DeliveryRank {
  return isDigestId(alertId) ? "digest" : "immediate";
}

function byRank(keys: readonly AlertKey[]): readonly (readonly [DeliveryRank, AlertKey[]])[] {
  return (["immediate", "digest"] as const)
    .map((rank) => [rank, keys.filter((key) => rankOf(key) === rank)] as const)
    .filter(([, its]) => its.length > 0);
}
