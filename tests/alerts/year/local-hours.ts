import { addMs, type Instant } from "../../../lambda/runtime/instant.ts";
import type { Frequency } from "../../../lambda/subscriptions/preferences.ts";

const halfHourMs = 30 * 60 * 1000;
const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What a clock on a wall shows at each half hour. */
export interface WallClock {
  readonly at: Instant;
  readonly day: string;
  /** Monday is 1. */
  readonly weekday: number;
  readonly minutes: number;
}

/** By the runtime's own calendar, not by the library that the service uses. */
export function wallClock(timeZone: string, from: Instant, to: Instant): readonly WallClock[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const shown: WallClock[] = [];
  for (let at = from; at < to; at = addMs(at, halfHourMs)) {
    const parts = new Map(
      format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
    );
    shown.push({
      at,
      day: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
      weekday: days.indexOf(parts.get("weekday") ?? "") + 1,
      minutes: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
    });
  }
  return shown;
}

/** When digests are due: on each day that has one, the first half hour at which the wall shows its hour, or later. */
export function dueTimes(frequency: Frequency, clock: readonly WallClock[]): readonly Instant[] {
  if (frequency.kind === "immediate") return [];
  const byDay = new Map<string, Instant>();
  for (const { at, day, minutes, weekday } of clock) {
    if (frequency.kind === "weekly" && weekday !== frequency.weekday) continue;
    if (minutes >= frequency.hour * 60 && !byDay.has(day)) byDay.set(day, at);
  }
  return [...byDay.values()];
}

/** Days on which the clock jumps: they have another number of half hours than 48. */
export function changedDays(clock: readonly WallClock[]): readonly string[] {
  const counts = countsByDay(clock);
  return [...counts].slice(1, -1).flatMap(([day, halfHours]) => (halfHours === 48 ? [] : [day]));
}

function countsByDay(clock: readonly WallClock[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { day } of clock) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}
