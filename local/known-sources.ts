import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, readCatalogue } from "../lambda/sources/catalogue.ts";

/** Reads a catalogue's folder: one JSON file for each source. @throws CatalogueError */
export function readSourcesFolder(folder: string): Catalogue {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return readCatalogue(
    names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );
}
