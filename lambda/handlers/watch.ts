import { sourcesTable } from "../archive/sources-table.ts";
import { findSilentSources } from "../ingest/silent-sources.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCatalogue, assembleTables, basics } from "./assemble.ts";
import { watchEnvironment } from "./environments.ts";
import { silentSourcesMetric } from "./silent-sources-metric.ts";

const environment = readEnvironment(watchEnvironment, processEnvironment);
const { clock, log } = basics;
const catalogue = assembleCatalogue(environment.SOURCES);
const sources = sourcesTable(assembleTables(), environment.SOURCES_TABLE);

/** A schedule's call. */
export async function handler(): Promise<void> {
  const states = await Promise.all(catalogue.all.map(async ({ id }) => await sources.get(id)));
  const stateOf = new Map(
    states.flatMap((state) => (state === null ? [] : [[state.sourceId, state]])),
  );
  const silent = findSilentSources(catalogue.all, (id) => stateOf.get(id) ?? null, clock.now());
  for (const { sourceId, reason } of silent) log.warn("a source is silent", { sourceId, reason });
  process.stdout.write(`${silentSourcesMetric(silent.length, clock.now())}\n`);
}
