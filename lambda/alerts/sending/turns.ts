import type { Sending } from "../../archive/sending-table.ts";
import { addMs, type Instant, msBetween, toInstant } from "../../runtime/instant.ts";
import { isFresh, knownQuota, type QuotaDeps } from "./known-quota.ts";
import { looser, manners, type Rank, slower } from "./pace.ts";

export interface TurnsDeps extends QuotaDeps {
  /** Told, now and then, while mails wait because the day's are used up. */
  readonly tellUsedUp: (at: Instant) => void;
}

/** Why a mail is not sent yet, and when it may ask again. */
export interface Later {
  /** `busy`: others are before it, or SES is slow; `day`: the mails of 24 hours are used up. */
  readonly why: "busy" | "day";
  readonly until: Instant;
}

/** When mails may be sent: as fast as SES allows, in the order of their ranks, whoever else sends. */
export interface Turns {
  /** Asks for so many turns at once. @returns for each mail what waits for its turn, where that is near */
  take(rank: Rank, count: number): Promise<readonly (() => Promise<"now" | Later>)[]>;
  /** SES said that we are too fast: all senders slow down. */
  tooFast(rank: Rank): Promise<Later>;
  /** SES said that the day is used up. */
  usedUp(rank: Rank): Promise<Later>;
}

/** Whoever waits in a process pays for it: the turns of a batch lie within this. */
const mostSpanMs = 20_000;
/** SQS's longest delay. */
const mostDelayMs = 15 * 60 * 1000;
/** Nobody takes a turn for this long after SES said that we are too fast. */
const pauseMs = 1_000;
/** A turn that was missed is asked for anew, so often. */
const maxMisses = 10;
/** The first turn is so far away that the write which reserves it has been answered. */
const leadMs = 30;
/** That the day is used up is told once in so long. */
const tellAgainMs = 60_000;

/** Of so many moments a fifth missed is too much: this process has too little of a processor. */
const fewMisses = 5;

/** In ms since 1970; null: whenever one likes. */
type Moment = { readonly at: number; readonly lateMs: number } | null;

/** One for a process: what it saw last is good for its next batch. */
export function turns(deps: TurnsDeps): Turns {
  const { clock, sending: table } = deps;
  const nowMs = (): number => Date.parse(clock.now());
  let seen: Sending | null = null;
  let toldAt: Instant | null = null;
  const tally = { reached: 0, missed: 0 };

  async function known(): Promise<Sending> {
    seen = await knownQuota(deps, seen);
    return seen;
  }

  /** @returns moments of turns, fewer than asked for where they would be too many; or why there are none */
  async function reserve(rank: Rank, wanted: number): Promise<readonly Moment[] | Later> {
    const its = await known();
    if (its.perSecond === null && its.perDay === null) return Array<Moment>(wanted).fill(null);
    const now = nowMs();
    const fitting = its.intervalMs === 0 ? wanted : Math.floor(mostSpanMs / its.intervalMs);
    const count = Math.max(1, Math.min(wanted, fitting));
    const { mostBacklogMs, keepPart } = manners[rank];
    const keep = Math.ceil((its.perDay ?? 0) * keepPart);
    const asked = { count, now: now + leadMs, latest: now + leadMs + mostBacklogMs, keep };
    const isUsedUp = (one: Sending): boolean => one.remaining < count + keep;
    // What was seen of the day's rest may be outdated: others ask SES too.
    const fresh = isUsedUp(its) ? ((await table.get()) ?? its) : its;
    const { slots, sending } = await table.reserve(asked, fresh);
    seen = sending;
    if (slots !== null) {
      const { first, intervalMs, lateMs } = slots;
      return Array.from({ length: count }, (_, n) => ({ at: first + n * intervalMs, lateMs }));
    }
    return isUsedUp(sending) ? dayOver(rank, sending) : await lineUp(rank, count, sending);
  }

  function dayOver(rank: Rank, its: Sending): Later {
    const now = clock.now();
    // Somebody is asking SES right now.
    if (!isFresh(its, now)) return { why: "busy", until: addMs(now, 10_000) };
    return usedUp(rank);
  }

  function usedUp(rank: Rank): Later {
    const now = clock.now();
    if (toldAt === null || msBetween(toldAt, now) >= tellAgainMs) {
      toldAt = now;
      deps.tellUsedUp(now);
      deps.log.warn("the mails of 24 hours are used up", { rank });
    }
    return { why: "day", until: addMs(now, manners[rank].dayMs) };
  }

  async function lineUp(rank: Rank, count: number, { intervalMs }: Sending): Promise<Later> {
    if (count === 0) return { why: "busy", until: clock.now() };
    const [from, latest] = [nowMs() + manners[rank].mostBacklogMs, nowMs() + mostDelayMs];
    const at = await table.queueUp(count, { name: rank, from, latest, intervalMs });
    return { why: "busy", until: toInstant(at ?? latest) };
  }

  /** @returns whether the moment was not missed */
  async function reach(moment: Moment): Promise<boolean> {
    if (moment === null) return true;
    const wait = Math.ceil(moment.at - nowMs());
    if (wait > 0) await deps.sleep(wait);
    const isReached = nowMs() - moment.at <= moment.lateMs;
    tally[isReached ? "reached" : "missed"] += 1;
    return isReached;
  }

  async function waitFor(moment: Moment, rank: Rank): Promise<"now" | Later> {
    if (await reach(moment)) return "now";
    for (let misses = 1; misses < maxMisses; misses += 1) {
      const again = await another(rank);
      if (again !== null && "why" in again) return again;
      if (await reach(again)) return "now";
    }
    return { why: "busy", until: addMs(clock.now(), manners[rank].mostBacklogMs) };
  }

  const missed = new Map<Rank, { count: number; readonly answer: ReturnType<typeof reserve> }>();

  /** Another moment for one that was missed. Who stalls misses several: they are asked for together. */
  async function another(rank: Rank): Promise<Moment | Later> {
    const its = missed.get(rank) ?? { count: 0, answer: afterStall(rank) };
    missed.set(rank, its);
    const mine = its.count;
    its.count += 1;
    const answer = await its.answer;
    if (!isMoments(answer)) return answer;
    const until = addMs(clock.now(), manners[rank].mostBacklogMs);
    return answer[mine] === undefined ? { why: "busy", until } : answer[mine];
  }

  async function afterStall(rank: Rank): ReturnType<typeof reserve> {
    await deps.sleep(leadMs);
    const count = missed.get(rank)?.count ?? 1;
    missed.delete(rank);
    await loosen();
    return await reserve(rank, count);
  }

  /** Gives all senders more time for their moments, where this one misses too many. */
  async function loosen(): Promise<void> {
    if (tally.missed < fewMisses || tally.missed * 4 < tally.reached) return;
    Object.assign(tally, { reached: 0, missed: 0 });
    const its = await known();
    const pace = looser(its);
    if (pace === null) return;
    const at = clock.now();
    if (await table.changePace({ ...pace, why: "loosened", at, resumeAt: nowMs() }, its)) {
      deps.log.warn("a sender misses its turns: has its function enough memory?", { ...pace });
      seen = { ...its, ...pace, loosenedAt: at };
    }
  }

  return {
    async take(rank, count) {
      const answer = await reserve(rank, count);
      const moments = isMoments(answer) ? answer : [];
      const rest = count - moments.length;
      const later = isMoments(answer) ? await lineUp(rank, rest, seen ?? (await known())) : answer;
      return Array.from({ length: count }, (_, n) => {
        const moment = moments[n];
        return async () => (moment === undefined ? later : await waitFor(moment, rank));
      });
    },
    async tooFast(rank) {
      const its = await known();
      const now = clock.now();
      const pace = slower(its);
      const resumeAt = Date.parse(now) + pauseMs;
      // Of ten mails that are refused in the same moment one slows down.
      const isJustSlowed = its.slowedAt !== null && msBetween(its.slowedAt, now) < pauseMs;
      const change = { ...pace, why: "slowed", at: now, resumeAt } as const;
      if (!isJustSlowed && (await table.changePace(change, its))) {
        deps.log.warn("SES said that we are too fast", { ...pace });
        seen = { ...its, ...pace, slowedAt: now };
      }
      return await lineUp(rank, 1, its);
    },
    async usedUp(rank) {
      await table.useUp();
      if (seen !== null) seen = { ...seen, remaining: 0 };
      return usedUp(rank);
    },
  };
}

function isMoments(answer: readonly Moment[] | Later): answer is readonly Moment[] {
  return Array.isArray(answer);
}
