import type { Catalogue } from "../lambda/sources/catalogue.ts";
import type { GoldEntry } from "./gold.ts";
import { type Reader, readRecorded } from "./recorded-reading.ts";
import type { Source } from "../lambda/sources/source.ts";
import { addScores, emptyScore, type Score, scoreReading } from "./score.ts";

/** How one source's entries were read by one reader. */
export interface Evaluated {
  readonly sourceId: string;
  /** Ours, or a library beside it. */
  readonly reader: Reader | "readability" | "defuddle";
  readonly score: Score;
}

/**
 * Reads every entry of a set with its source's profile, and pages without it too. Of a source that the catalogue does not
 * have, pages are read without a profile, and feeds as any feed.
 * @param recorded the folder of the entries' files
 */
export function evaluate(
  gold: readonly GoldEntry[],
  recorded: string,
  catalogue: Pick<Catalogue, "get" | "forUrl">,
): readonly Evaluated[] {
  return [...new Set(gold.map(({ sourceId }) => sourceId))].flatMap((sourceId) =>
    (["profile", "generic"] as const).flatMap((reader) => {
      const scores = gold
        .filter((entry) => entry.sourceId === sourceId)
        .flatMap((entry) => {
          const known = catalogue.get(sourceId) ?? catalogue.forUrl(entry.url)?.source ?? null;
          // Without a profile both are the same reading.
          if (known === null && reader === "profile" && entry.kind === "page") return [];
          const source = known ?? unknownSource(entry);
          const reading = readRecorded(source, entry, reader, recorded);
          return reading === null ? [] : [scoreReading(source, entry, reading)];
        });
      const score = scores.reduce(addScores, emptyScore);
      return score.entries === 0 ? [] : [{ sourceId, reader, score }];
    }),
  );
}

/** All documents of each reader of ours together. */
export function inAll(evaluated: readonly Evaluated[]): readonly Evaluated[] {
  return (["profile", "generic"] as const).flatMap((reader) => {
    const its = evaluated.filter((one) => one.reader === reader);
    const score = its.map((one) => one.score).reduce(addScores, emptyScore);
    return its.length < 2 ? [] : [{ sourceId: "in all", reader, score }];
  });
}

function unknownSource({ sourceId, url, kind }: GoldEntry): Source {
  const { origin, hostname } = new URL(url);
  return {
    id: sourceId,
    name: sourceId,
    publisher: sourceId,
    country: null,
    language: "en",
    timeZone: "UTC",
    homepage: origin,
    listings: [{ url: `${origin}/feed`, format: "rss" }],
    body: kind === "page" ? "page" : "feed",
    hosts: [hostname],
    pollMinutes: 60,
    fetchTimeoutSeconds: 30,
    identity: { urls: ["."] },
    page: null,
    feed: {},
    licence: "",
    verified: "declared only",
  };
}
