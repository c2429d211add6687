import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../lambda/sources/source.ts";
import type { BundledFile } from "./bundle.ts";
import { ConfigError, nearest } from "./config-error.ts";

/** The part of the catalogue that this installation polls. */
export interface EnabledSources {
  readonly all: readonly Source[];
  readonly ids: readonly string[];
  /** Its files, for the bundles of the functions that read it. */
  readonly files: readonly BundledFile[];
}

/**
 * Reads the catalogue's folder, one file per source.
 * @param enabled ids, or "all"
 * @throws ConfigError for an id that the catalogue does not hold
 */
export function readEnabledSources(
  folder: string,
  enabled: "all" | readonly string[],
): EnabledSources {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const known = files.map(({ name }) => name.slice(0, -".json".length));
  const ids = enabled === "all" ? known : enabled;
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new ConfigError(`sources: the catalogue holds no "${id}"${nearest(id, known)}`);
  }
  const chosen = files.filter(({ name }) => ids.includes(name.slice(0, -".json".length)));
  return {
    all: chosen.map(({ text }) => JSON.parse(text) as Source),
    ids,
    files: chosen.map(({ name, text }) => ({ path: join("sources", name), text })),
  };
}
