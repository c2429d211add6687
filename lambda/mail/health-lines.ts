import type { Instant } from "../runtime/instant.ts";
import type { Silence } from "../sources/silence.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";
import type { SourceHealth } from "./digest-content.ts";
import type { HealthWords, MailWords } from "./words/mail-words.ts";
import { momentWords } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

/** More sources than these are said in one line, and only those that are silent by name. */
const mostNamed = 8;

/** A line of the digest's foot. */
export interface HealthLine {
  readonly text: string;
  readonly isSilent: boolean;
}

/** In what words, and by whose clock. */
interface Telling {
  readonly words: MailWords;
  readonly moment: (at: Instant) => string;
}

/**
 * How the sources are doing that the alerts depend on; of many, only those that are silent each have a line.
 * @param timeZone the subscriber's
 */
export function healthLines(
  health: readonly SourceHealth[],
  timeZone: string,
  language: MailLanguage,
): readonly HealthLine[] {
  const telling: Telling = {
    words: wordsOf(language),
    moment: (at) => momentWords(at, timeZone, language),
  };
  if (health.length <= mostNamed) return health.map((one) => lineOf(one, telling));
  const well = health.filter(({ silent }) => silent === null);
  const silent = health.filter((one) => one.silent !== null);
  return [
    ...silent.map((one) => lineOf(one, telling)),
    ...(well.length === 0
      ? []
      : [{ text: summary(well, silent.length, telling), isSilent: false }]),
  ];
}

function lineOf(health: SourceHealth, telling: Telling): HealthLine {
  const { name, lastReadAt, silent } = health;
  const { moment, words } = telling;
  const read =
    lastReadAt === null ? words.health.neverRead : words.health.lastRead(moment(lastReadAt));
  const how = silent === null ? read : silenceIn(silent, words.health, telling);
  const text = `${name}${words.colon} ${how}; ${counts([health], telling)}`;
  return { text, isSilent: silent !== null };
}

function silenceIn(silence: Silence, words: HealthWords, { moment, ...its }: Telling): string {
  if (silence.kind === "without-news") return words.nothingNewSince(moment(silence.since));
  const { problem, since } = silence;
  const how = since === null ? words.neverRead : words.notReadSince(moment(since));
  return `${how}${its.words.colon} ${problem ?? words.notPolled}`;
}

function summary(well: readonly SourceHealth[], silent: number, telling: Telling): string {
  const { colon, health } = telling.words;
  const reads = well.map(({ lastReadAt }) => lastReadAt).filter((at) => at !== null);
  const [first] = reads.toSorted();
  const which = silent === 0 ? health.allSources(well.length) : health.theOthers(well.length);
  const read =
    first === undefined ? health.notReadYet : health.eachReadSince(telling.moment(first));
  return `${which}${colon} ${read}; ${counts(well, telling)}`;
}

function counts(health: readonly SourceHealth[], { words }: Telling): string {
  const sum = (of: (one: SourceHealth) => number) => health.reduce((all, one) => all + of(one), 0);
  const usual = sum(({ usualWeek }) => usualWeek);
  const rounded = words.number(usual < 10 ? usual : Math.round(usual));
  return words.health.inSevenDays(words.readouts(sum(({ thisWeek }) => thisWeek)), rounded);
}
