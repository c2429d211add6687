/** What a field's value means in the one form that queries are kept in, or why it means nothing. */
export type Read =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** Both ends included; infinite where open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const overlaps = (one: Range, other: Range): boolean =>
  one.from <= other.to && other.from <= one.to;

const dayMs = 24 * 60 * 60 * 1000;
const DAY_HINT =
  "Write a day, a month or a year: 2021-02-24, 2021-02, 2021; or a range: 2021-02..2021-03, 2021-02.., <2021.";
const COUNT_HINT = "Write words:>500, words:<=200, or words:200..500.";

/** Of a calendar day, since 1970. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** A range as `readDays` and `readWordCounts` write it. */
export function readRange(value: string): Range {
  const [first = "", last = first] = value.split("..");
  return {
    from: first === "" ? Number.NEGATIVE_INFINITY : endOf(first),
    to: last === "" ? Number.POSITIVE_INFINITY : endOf(last),
  };
}

const endOf = (text: string): number => (text.includes("-") ? dayNumber(text) : Number(text));

/** `2021-02` as `2021-02-01..2021-02-28`. */
export function readDays(field: "date" | "published", written: string): Read {
  const bounds = readBounds(written, readDay);
  if (typeof bounds === "string") return refuse(bounds, DAY_HINT);
  if (bounds === null) return refuse(`“${field}:” has no value “${written}”.`, DAY_HINT);
  return writeRange(bounds, dayOf, DAY_HINT);
}

/** `>500` as `501..`. */
export function readWordCounts(written: string): Read {
  const bounds = readBounds(written, (text) => {
    if (!/^\d{1,7}$/.test(text)) return null;
    return { from: Number(text), to: Number(text) };
  });
  if (bounds === null || typeof bounds === "string") {
    return refuse(`“words:” has no value “${written}”.`, COUNT_HINT);
  }
  if (bounds.to < 0) return refuse("No readout has fewer than no words.", COUNT_HINT);
  if (bounds.from <= 0 && bounds.to === Number.POSITIVE_INFINITY) {
    return refuse("Every readout has as many words as that.", COUNT_HINT);
  }
  return writeRange({ ...bounds, from: Math.max(bounds.from, 0) }, String, COUNT_HINT);
}

const refuse = (message: string, hint: string): Read => ({ ok: false, message, hint });

/** What one date or number covers; null where it is none, a sentence where there is no such day. */
type ReadOne = (text: string) => Range | string | null;

function readBounds(written: string, readOne: ReadOne): Range | string | null {
  const sign = /^[<>]=?/.exec(written)?.[0] ?? null;
  if (sign !== null) {
    const one = readOne(written.slice(sign.length));
    if (one === null || typeof one === "string") return one;
    const { from, to } = one;
    if (sign === ">") return { from: to + 1, to: Number.POSITIVE_INFINITY };
    if (sign === ">=") return { from, to: Number.POSITIVE_INFINITY };
    return { from: Number.NEGATIVE_INFINITY, to: sign === "<" ? from - 1 : to };
  }
  const ends = written.split("..");
  const [first = "", last = first] = ends;
  if (ends.length > 2 || (first === "" && last === "")) return null;
  const open = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const start = first === "" ? open : readOne(first);
  const end = last === "" ? open : readOne(last);
  if (start === null || end === null) return null;
  if (typeof start === "string") return start;
  if (typeof end === "string") return end;
  return { from: start.from, to: end.to };
}

function readDay(text: string): Range | string | null {
  const [, year = "", month = null, day = null] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === "") return null;
  if (Number(year) < 1000) return `There is no year “${year}” here.`;
  if (month === null) {
    return { from: dayNumber(`${year}-01-01`), to: dayNumber(`${year}-12-31`) };
  }
  const monthIndex = Number(month) - 1;
  if (monthIndex < 0 || monthIndex > 11) return `There is no month “${month}”.`;
  const last = Date.UTC(Number(year), monthIndex + 1, 0) / dayMs;
  if (day === null) return { from: dayNumber(`${year}-${month}-01`), to: last };
  const number = Date.UTC(Number(year), monthIndex, Number(day)) / dayMs;
  if (dayOf(number) !== text) return `There is no day “${text}” in the calendar.`;
  return { from: number, to: number };
}

function writeRange({ from, to }: Range, write: (end: number) => string, hint: string): Read {
  if (from > to) return refuse("This range ends before it begins, so nothing lies in it.", hint);
  if (from === to) return { ok: true, value: write(from) };
  const ends = [from, to].map((end) => (Number.isFinite(end) ? write(end) : ""));
  return { ok: true, value: ends.join("..") };
}
