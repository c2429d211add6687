import type { DateTime } from "luxon";
import { ScheduleError } from "./schedule-error.ts";

/** A cron expression of EventBridge, ready to be asked. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  isDay(day: DateTime): boolean;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * @param text six fields: minutes, hours, day of month, month, day of week (1 = Sunday), year
 * @throws ScheduleError naming the field
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function readCron(text: string): CronFields {
  const parts = text.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = parts;
  if (year === undefined || parts.length !== 6) {
    throw new ScheduleError(
      `cron(${text}): there must be six fields, but there are ${parts.length}`,
    );
  }
  const isMonth = setOf(month, { name: "month", from: 1, to: 12, names: months });
  const isYear = setOf(year, { name: "year", from: 1970, to: 2199, names: [] });
  const isDayOfMonth = dayOfMonthRule(dayOfMonth ?? "?");
  const isWeekday = weekdayRule(dayOfWeek ?? "?");
  return {
    minutes: [...setOf(minute, { name: "minutes", from: 0, to: 59, names: [] })],
    hours: [...setOf(hour, { name: "hours", from: 0, to: 23, names: [] })],
    isDay: (day) =>
      isYear.has(day.year) && isMonth.has(day.month) && isDayOfMonth(day) && isWeekday(day),
  };
}

type DayRule = (day: DateTime) => boolean;

function dayOfMonthRule(text: string): DayRule {
  if (text === "?") return () => true;
  if (text === "L") return (day) => day.day === day.daysInMonth;
  const days = setOf(text, { name: "day of month", from: 1, to: 31, names: [] });
  return (day) => days.has(day.day);
}

/** EventBridge counts from Sunday = 1, luxon from Monday = 1 to Sunday = 7. */
function weekdayNumber(day: DateTime): number {
  return (day.weekday % 7) + 1;
}

function weekdayRule(text: string): DayRule {
  const range = { name: "day of week", from: 1, to: 7, names: weekdays };
  if (text === "?") return () => true;
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) {
    const wanted = setOf(last, range);
    return (day) => wanted.has(weekdayNumber(day)) && day.day + 7 > (day.daysInMonth ?? 31);
  }
  const [, nth, count] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (nth !== undefined) {
    const wanted = setOf(nth, range);
    return (day) => wanted.has(weekdayNumber(day)) && Math.ceil(day.day / 7) === Number(count);
  }
  const wanted = setOf(text, range);
  return (day) => wanted.has(weekdayNumber(day));
}

interface Range {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names of the numbers from `from` on. */
  readonly names: readonly string[];
}

/** `*`, `5`, `1-5`, `MON-FRI`, `0/15`, and lists of these. */
function setOf(text: string | undefined, range: Range): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const item of (text ?? "").split(",")) {
    const {
      first = "",
      last,
      step,
    } = /^(?<first>\*|\w+)(?:-(?<last>\w+))?(?:\/(?<step>[1-9]\d*))?$/.exec(item)?.groups ?? {};
    const from = first === "*" ? range.from : numberOf(first, range, text);
    const upTo = last === undefined ? null : numberOf(last, range, text);
    const to = upTo ?? (first === "*" || step !== undefined ? range.to : from);
    for (let n = from; n <= to; n += Number(step ?? 1)) numbers.add(n);
  }
  return new Set([...numbers].sort((a, b) => a - b));
}

function numberOf(
  text: string,
  { name, from, to, names }: Range,
  whole: string | undefined,
): number {
  const named = names.indexOf(text.toUpperCase());
  const number = named >= 0 ? named + from : Number(text);
  if (!/^\w+$/.test(text) || !Number.isInteger(number) || number < from || number > to) {
    throw new ScheduleError(`cron: "${whole ?? ""}" is no ${name} that local mode understands`);
  }
  return number;
}
