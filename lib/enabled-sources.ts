import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../lambda/sources/catalogue.ts";
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
 * @param enabled ids; or "all"; or "watched": those whose files say so, and all where no file does
 * @throws CatalogueError for a file that is wrong, ConfigError for a folder or an id that is not there
 */
export function readEnabledSources(
  folder: string,
  enabled: "watched" | "all" | readonly string[],
): EnabledSources {
  if (!existsSync(folder)) {
    throw new ConfigError(
      `catalogue: there is no folder ${folder}; give the one with the sources' files, relative to the configuration`,
    );
  }
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !name.startsWith("."))
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
  // All of them: a file that is wrong should not wait for the day it is switched on.
  const catalogue = readCatalogue(files);
  const known = catalogue.all.map(({ id }) => id);
  const named = typeof enabled === "string" ? null : enabled;
  for (const id of named ?? []) {
    if (known.includes(id)) continue;
    throw new ConfigError(`sources: the catalogue holds no "${id}"${nearest(id, known)}`);
  }
  const watched = catalogue.all.flatMap(({ id, watched: isWatched }) =>
    isWatched === true ? [id] : [],
  );
  const byDefault = enabled === "watched" && watched.length > 0 ? watched : known;
  const isOn = (id: string): boolean => (named ?? byDefault).includes(id);
  return {
    all: catalogue.all.filter(({ id }) => isOn(id)),
    ids: known.filter(isOn),
    files: catalogue.all.flatMap(({ id }, i) =>
      isOn(id) ? [{ path: join("sources", `${id}.json`), text: files[i]?.text ?? "" }] : [],
    ),
  };
}
