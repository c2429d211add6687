import type { Catalogue } from "../lambda/sources/catalogue.ts";
import type { GoldEntry } from "./gold.ts";
import { type Reader, readRecorded } from "./recorded-reading.ts";
import { addScores, emptyScore, type Score, scoreReading } from "./score.ts";

/** How one source's entries were read by one reader. */
export interface Evaluated {
  readonly sourceId: string;
  readonly reader: Reader;
  readonly score: Score;
}

/**
 * Reads every entry of a set with its source's profile, and pages without it too.
 * @param recorded the folder of the entries' files
 * @returns the scores, and the sources that the catalogue does not have
 */
export function evaluate(
  gold: readonly GoldEntry[],
  recorded: string,
  catalogue: Catalogue,
): { readonly evaluated: readonly Evaluated[]; readonly unknown: readonly string[] } {
  const ids = [...new Set(gold.map(({ sourceId }) => sourceId))];
  const evaluated: Evaluated[] = [];
  const unknown: string[] = [];
  for (const sourceId of ids) {
    const source = catalogue.get(sourceId);
    if (source === null) {
      unknown.push(sourceId);
      continue;
    }
    for (const reader of ["profile", "generic"] as const) {
      const scores = gold
        .filter((entry) => entry.sourceId === sourceId)
        .flatMap((entry) => {
          const reading = readRecorded(source, entry, reader, recorded);
          return reading === null ? [] : [scoreReading(source, entry, reading)];
        });
      const score = scores.reduce(addScores, emptyScore);
      if (score.entries > 0) evaluated.push({ sourceId, reader, score });
    }
  }
  return { evaluated, unknown };
}
