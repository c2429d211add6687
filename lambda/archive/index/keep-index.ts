import { addMs } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { compactIndex } from "./compact-index.ts";
import { noManifest } from "./manifest.ts";
import { type RebuildDeps, rebuildStep, wantsRebuild } from "./rebuild-index.ts";

export interface KeepDeps extends RebuildDeps {
  readonly log: Log;
}

/** One run's work of building; the next run goes on. */
const rebuildMs = 8 * 60 * 1000;

/** Builds the index where it is missing, of another format, or asked for; then merges what came in lately. */
export async function keepIndex(deps: KeepDeps): Promise<void> {
  const { clock, index, log } = deps;
  const until = addMs(clock.now(), rebuildMs);
  while (wantsRebuild((await index.manifest()) ?? noManifest) && clock.now() < until) {
    const step = await rebuildStep(deps);
    log.info("the search index is being built", step);
    if (step.state === "busy") return;
  }
  const outcome = await compactIndex(deps);
  if (outcome !== "nothing to do") log.info("the search index was looked after", { outcome });
}
