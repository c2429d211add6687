import { DateTime } from "luxon";
import { type CronFields, readCron } from "./cron.ts";
import { ScheduleError } from "./schedule-error.ts";

/** When a schedule fires, as EventBridge writes it. */
export type ScheduleExpression =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "at"; readonly atMs: number }
  | { readonly kind: "cron"; readonly fields: CronFields; readonly timeZone: string };

const unitsMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  minutes: 60_000,
  hour: 3_600_000,
  hours: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

/**
 * @param text `rate(10 minutes)`, `cron(0 7 ? * MON-FRI *)` or `at(2026-01-01T00:00:00)`
 * @param timeZone IANA name
 * @throws ScheduleError saying which part is not understood
 */
export function readScheduleExpression(text: string, timeZone: string): ScheduleExpression {
  const [, kind = "", inner = ""] = /^(rate|cron|at)\((.*)\)$/.exec(text.trim()) ?? [];
  switch (kind) {
    case "rate": {
      const [, count, unit = ""] = /^(\d+) (\w+)$/.exec(inner) ?? [];
      const unitMs = unitsMs[unit];
      if (unitMs === undefined || Number(count) < 1) {
        throw new ScheduleError(`${text}: a rate is a number and minutes, hours or days`);
      }
      return { kind, everyMs: Number(count) * unitMs };
    }
    case "at": {
      const at = DateTime.fromISO(inner, { zone: timeZone });
      if (!at.isValid) throw new ScheduleError(`${text}: ${inner} is no time in ${timeZone}`);
      return { kind, atMs: at.toMillis() };
    }
    case "cron": {
      if (!DateTime.local({ zone: timeZone }).isValid) {
        throw new ScheduleError(`${text}: there is no time zone ${timeZone}`);
      }
      return { kind, fields: readCron(inner), timeZone };
    }
    default:
      throw new ScheduleError(`${text} is no rate(...), cron(...) or at(...)`);
  }
}

/** Cron expressions that never come (30 February) are given up after this. */
const daysToSearch = 366 * 8;

/**
 * The first time after `afterMs` at which the schedule fires; null for never again.
 * A rate counts from there.
 */
export function nextTime(expression: ScheduleExpression, afterMs: number): number | null {
  switch (expression.kind) {
    case "rate":
      return afterMs + expression.everyMs;
    case "at":
      return expression.atMs > afterMs ? expression.atMs : null;
    case "cron":
      return nextCronTime(expression.fields, expression.timeZone, afterMs);
    default:
      return expression satisfies never;
  }
}

function nextCronTime(fields: CronFields, zone: string, afterMs: number): number | null {
  let day = DateTime.fromMillis(afterMs, { zone }).startOf("day");
  for (let i = 0; i < daysToSearch; i += 1) {
    if (fields.isDay(day)) {
      for (const hour of fields.hours) {
        for (const minute of fields.minutes) {
          const time = day.set({ hour, minute });
          // An hour that the change to summer time leaves out does not come that day.
          if (time.toMillis() > afterMs && time.hour === hour) return time.toMillis();
        }
      }
    }
    day = day.plus({ days: 1 });
  }
  return null;
}
