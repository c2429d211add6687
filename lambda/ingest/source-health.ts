import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { SourcesTable } from "../archive/sources-table.ts";
import { addMs, type Instant } from "../runtime/instant.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { Silence } from "../sources/silence.ts";
import { findSilentSources } from "./silent-sources.ts";

export interface HealthDeps {
  readonly catalogue: Pick<Catalogue, "all">;
  readonly sources: Pick<SourcesTable, "get">;
  readonly readouts: Pick<ReadoutsTable, "newest">;
}

/** How one source is doing, for those who rely on it. */
export interface SourceHealth {
  readonly sourceId: string;
  readonly name: string;
  readonly lastReadAt: Instant | null;
  /** Readouts of the last seven days. */
  readonly thisWeek: number;
  /** Of a week on average, over the four before. */
  readonly usualWeek: number;
  /** Null where it is well. */
  readonly silent: Silence | null;
}

const dayMs = 24 * 60 * 60 * 1000;
const weeksBefore = 4;
/** More than any press office publishes in five weeks. */
const mostRead = 2000;

/** All sources that are on: what they published lately, against what is usual. */
export async function sourceHealth(
  { catalogue, sources, readouts }: HealthDeps,
  now: Instant,
): Promise<readonly SourceHealth[]> {
  const weekAgo = addMs(now, -7 * dayMs);
  const since = addMs(now, -7 * (weeksBefore + 1) * dayMs);
  return await Promise.all(
    catalogue.all.map(async (source) => {
      const within = { sourceId: source.id, since, until: addMs(now, dayMs), cursor: null };
      const [state, { heads }] = await Promise.all([
        sources.get(source.id),
        readouts.newest({ ...within, limit: mostRead }),
      ]);
      const thisWeek = heads.filter(({ publishedAt }) => publishedAt.at >= weekAgo).length;
      const [silent] = findSilentSources([source], () => state, now);
      return {
        sourceId: source.id,
        name: source.name,
        lastReadAt: state?.lastSuccessAt ?? null,
        thisWeek,
        usualWeek: (heads.length - thisWeek) / weeksBefore,
        silent: silent?.silence ?? null,
      };
    }),
  );
}
