import { DateTime, Info } from "luxon";
import type { Day } from "../runtime/instant.ts";
import type { Block, ReadoutContent } from "./readout.ts";
import { weekdayIn } from "./weekdays.ts";

type EventDate = NonNullable<ReadoutContent["eventDate"]>;

export interface Telling {
  readonly title: string;
  readonly lead: string | null;
  /** Without those that are speech. */
  readonly blocks: readonly Block[];
  /** BCP 47. */
  readonly language: string;
  /** Of publication, where the press office is. */
  readonly publishedDay: Day;
}

/** How a language tells of an event and of days, besides the names of months, which CLDR has. */
interface Telltales {
  /** What an event is told with: only in its sentence a day is the event's. */
  readonly event: RegExp;
  readonly today: RegExp;
  readonly yesterday: RegExp;
  readonly future: RegExp;
  /** Between the first and the last day. */
  readonly to: string;
}

const telltales: Readonly<Record<string, Telltales>> = {
  en: {
    event:
      /\b(?:met|meets?|meeting|spoke|speaks?|call(?:ed)?|held|hold|visit\w*|trip|travel\w*|talks|summit|participated|attend\w*|receiv\w+|host\w*|arriv\w+|took part|take part|addressed|chair\w*|conversation|signed|led a delegation)\b/iu,
    today: /\b(?:today|this (?:morning|afternoon|evening))\b/iu,
    yesterday: /\b(?:yesterday|last night)\b/iu,
    future: /\b(?:will|is to|are to|is traveling|is travelling|plans? to|scheduled)\b/iu,
    to: "(?:-|–|—|to|and|through)",
  },
  ru: {
    event:
      /встре[тч]|пров[её]л|провод|состо|визит|посети|переговор|разговор|принял|выступ|прибы|участ|поезд/iu,
    today: /(?<!\p{L})сегодня(?!\p{L})/iu,
    yesterday: /(?<!\p{L})вчера(?!\p{L})/iu,
    future: /(?<!\p{L})(?:будет|примет|прибудет|посетит|проведёт|проведет|состоится|планирует)/iu,
    to: "(?:-|–|—|по|и)",
  },
  de: {
    event: /traf|treffen|empf[aäi]ng|gespräch|telefon|besuch|reis|teilgenommen|nimmt.*teil/iu,
    today: /\bheute\b/iu,
    yesterday: /\bgestern\b/iu,
    future: /\b(?:wird|werden)\b/iu,
    to: "(?:-|–|—|bis|und)",
  },
  fr: {
    event: /rencontr|reçu|reçoit|entret|visite|appel|particip|réunion|déplac/iu,
    today: /aujourd[’']hui/iu,
    yesterday: /(?<!\p{L})hier(?!\p{L})/iu,
    future: /(?<!\p{L})(?:recevra|rencontrera|se rendra|participera|sera|effectuera)(?!\p{L})/iu,
    to: "(?:-|–|—|au|et)",
  },
  es: {
    event: /reuni|recib|convers|visit|llam|particip|encuentro|viaj/iu,
    today: /(?<!\p{L})hoy(?!\p{L})/iu,
    yesterday: /(?<!\p{L})ayer(?!\p{L})/iu,
    future: /(?<!\p{L})(?:recibirá|visitará|participará|viajará|será|se reunirá)(?!\p{L})/iu,
    to: "(?:-|–|—|al|a|y)",
  },
};

/** An event is told of within so many days; a year that is not written is the one that fits. */
const mostBefore = 31;
const mostAhead = 120;
/** How many of the first blocks may tell the day. */
const firstBlocks = 3;

/**
 * The day or days that a document's own words give its event: `on August 23`, `from May 31 to June 6`,
 * `yesterday`. Title, standfirst and the first sentence count, and only where it tells of an event and
 * names one day or one span; a day that cannot be the event's (long ago, far ahead) is not taken.
 * @returns null where the words give none, or more than one
 */
export function eventDaysInText(telling: Telling): EventDate | null {
  const base = telling.language.split("-")[0] ?? telling.language;
  const words = telltales[base];
  if (words === undefined) return null;
  const inTitle = onlySpan(telling.title, base, telling, words);
  if (inTitle !== null) return { ...inTitle, readFrom: "title" };
  for (const sentence of tellingSentences(telling, base)) {
    if (!words.event.test(sentence) && !isDateLine(sentence)) continue;
    const span =
      onlySpan(sentence, base, telling, words) ?? nearDay(sentence, base, telling, words);
    if (span !== null) return { ...span, readFrom: "text" };
  }
  return null;
}

/**
 * Those that tell what happened: the standfirst's, lines that are a date, and the sentence that opens the first real
 * paragraph. What comes later tells of other meetings too.
 */
function tellingSentences({ lead, blocks }: Telling, language: string): readonly string[] {
  const told = blocks
    .filter(({ kind, text }) => kind === "paragraph" && !speech.test(text))
    .slice(0, firstBlocks)
    .map(({ text }) => text);
  const opening = told.find((text) => text.length >= realParagraph) ?? told.at(-1) ?? "";
  return [
    ...(lead === null ? [] : sentencesOf(lead, language)),
    ...told.filter(isDateLine),
    ...sentencesOf(opening, language).slice(0, 1),
  ];
}

/** Shorter ones are bylines: `Office of the Spokesperson`. Characters. */
const realParagraph = 70;

/** A label within a paragraph: what follows is somebody's words, who may speak of other days. */
const speech = /\p{Lu}{2}[\p{Lu}.'’ ]*:\s/u;

function sentencesOf(text: string, language: string): readonly string[] {
  // German days end in a full stop, and its months begin with a capital.
  const end = language === "de" ? /(?<=[^\d][.!?…])\s+(?=\p{Lu})/u : /(?<=[.!?…])\s+(?=\p{Lu})/u;
  return text.split(end);
}

/** `(June 14, 2021)`: a line that holds a date and hardly more. */
function isDateLine(text: string): boolean {
  return /^\(?\P{N}{0,12}\d{1,2}\P{N}{0,12}\d{4}\)?[.]?$/u.test(text);
}

type Span = Pick<EventDate, "from" | "to">;

/** The one day or span that is written out; null where there are several, or none that can be. */
function onlySpan(text: string, language: string, telling: Telling, words: Telltales): Span | null {
  const isAhead = words.future.test(text) || words.future.test(telling.title);
  const spans = writtenSpans(text, language, telling.publishedDay, words)
    .filter((span) => isNear(span, telling.publishedDay, isAhead))
    .map(({ from, to }) => ({ from, to }));
  const distinct = new Map(spans.map((span) => [`${span.from} ${span.to}`, span]));
  const [first] = distinct.values();
  return distinct.size === 1 && first !== undefined ? first : null;
}

/** `today`, `yesterday`, `on Tuesday`. */
function nearDay(
  sentence: string,
  language: string,
  telling: Telling,
  words: Telltales,
): Span | null {
  const { publishedDay } = telling;
  if (words.today.test(sentence)) return { from: publishedDay, to: publishedDay };
  if (words.yesterday.test(sentence)) {
    const day = DateTime.fromISO(publishedDay).minus({ days: 1 }).toISODate() ?? publishedDay;
    return { from: day, to: day };
  }
  // Beside a written date it belongs to that, which was not taken.
  if (writtenSpans(sentence, language, publishedDay, words).length > 0) return null;
  const isAhead = words.future.test(sentence) || words.future.test(telling.title);
  const day = weekdayIn(sentence, language, { publishedDay, isAhead });
  return day === null ? null : { from: day, to: day };
}

function isNear({ from, to }: Span, publishedDay: Day, isAhead: boolean): boolean {
  const days = (day: Day): number =>
    DateTime.fromISO(day, { zone: "utc" }).diff(
      DateTime.fromISO(publishedDay, { zone: "utc" }),
      "days",
    ).days;
  return from <= to && days(from) >= -mostBefore && days(to) <= (isAhead ? mostAhead : 1);
}

interface Pattern {
  readonly regExp: RegExp;
  readonly months: readonly string[];
}

const patterns = new Map<string, Pattern>();

/** Days with a month's name: `March 2`, `2–3 March 2026`, `May 31 to June 6`, `2 марта`, `2 de marzo`. */
function writtenSpans(
  text: string,
  language: string,
  publishedDay: Day,
  words: Telltales,
): readonly Span[] {
  const { regExp, months } = patternOf(language, words);
  return [...text.matchAll(regExp)].flatMap(({ groups: found = {} }) => {
    const month =
      months.indexOf((found["m1"] ?? found["m2"] ?? found["m2b"] ?? "").toLowerCase()) % 12;
    const lastMonth = (found["m1b"] ?? found["m2b"])?.toLowerCase();
    const first = Number(found["a1"] ?? found["a2"]);
    const last = Number(found["b1"] ?? found["b2"] ?? first);
    const toMonth = lastMonth === undefined ? month : months.indexOf(lastMonth) % 12;
    const written = found["y1"] ?? found["y2"];
    const year = written === undefined ? fittingYear(month, publishedDay) : Number(written);
    const from = DateTime.utc(year, month + 1, first);
    const to = DateTime.utc(toMonth < month ? year + 1 : year, toMonth + 1, last);
    const [fromDay, toDay] = [from.toISODate(), to.toISODate()];
    return fromDay === null || toDay === null ? [] : [{ from: fromDay, to: toDay }];
  });
}

function patternOf(language: string, { to }: Telltales): Pattern {
  const known = patterns.get(language);
  if (known !== undefined) return known;
  const locale = { locale: language };
  // In twelves, so that an index says the month: names as in a date, and by themselves.
  const months = [
    ...Info.monthsFormat("long", locale),
    ...Info.months("long", locale),
    ...Info.monthsFormat("short", locale),
  ].map((name) => name.toLowerCase().replace(/\.$/, ""));
  const month = `(?:${[...new Set(months)].sort((a, b) => b.length - a.length).join("|")})`;
  const day = String.raw`\d{1,2}`;
  const filler = String.raw`(?:\s+de)?`;
  const year = String.raw`(?:,?${filler}\s+(?<y#>\d{4}))?`;
  const monthFirst = String.raw`(?<m1>${month})\.?\s+(?<a1>${day})(?:st|nd|rd|th)?(?:\s*${to}\s*(?:(?<m1b>${month})\.?\s+)?(?<b1>${day})(?!\d))?${year.replace("#", "1")}`;
  const dayFirst = String.raw`(?<a2>${day})(?:er|\.|st|nd|rd|th)?(?:${filler}\s+(?<m2>${month}))?(?:\s*${to}\s*(?<b2>${day})\.?)?${filler}\s+(?<m2b>${month})${year.replace("#", "2")}`;
  const regExp = new RegExp(
    `(?<![\\p{L}\\p{N}.,:])(?:${monthFirst}|${dayFirst})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  const pattern = { regExp, months };
  patterns.set(language, pattern);
  return pattern;
}

/** The year in which a month lies nearest to the day of publication. */
function fittingYear(month: number, publishedDay: Day): number {
  const published = DateTime.fromISO(publishedDay, { zone: "utc" });
  const distance = month + 1 - published.month;
  if (distance > 6) return published.year - 1;
  return distance < -6 ? published.year + 1 : published.year;
}
