import { f1, type Score, share } from "./score.ts";
import type { Reader } from "./recorded-reading.ts";

/** What we promise of one kind of reading; shares from 0 to 1. */
interface Target {
  readonly what: string;
  readonly reader: Reader | "both";
  readonly least: number;
  readonly of: (score: Score) => number;
}

export const targets: readonly Target[] = [
  { what: "titles", reader: "both", least: 1, of: ({ titles }) => share(titles) },
  { what: "dates", reader: "both", least: 1, of: ({ dates }) => share(dates) },
  { what: "body F1", reader: "profile", least: 0.995, of: ({ words }) => f1(words) },
  { what: "body F1", reader: "generic", least: 0.96, of: ({ words }) => f1(words) },
  { what: "turns F1", reader: "both", least: 0.98, of: ({ turns }) => f1(turns) },
  { what: "continued", reader: "both", least: 1, of: ({ continued }) => share(continued) },
];

/** @returns a sentence for each target that a score falls short of */
export function shortfalls(sourceId: string, reader: string, score: Score): readonly string[] {
  return targets
    .filter((target) => target.reader === "both" || target.reader === reader)
    .filter((target) => target.of(score) < target.least)
    .map(
      ({ what, least, of }) =>
        `${sourceId} (${reader}): ${what} is ${of(score).toFixed(4)}, not ${least}`,
    );
}
