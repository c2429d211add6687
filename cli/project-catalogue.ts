import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, readCatalogue } from "../lambda/sources/catalogue.ts";

/** The catalogue of this checkout, and the sample's, so that it can be asked about too. */
export function projectCatalogue(): Catalogue {
  const folders = ["../sources", "../local/sample/sources"].map((folder) =>
    join(import.meta.dirname, folder),
  );
  return readCatalogue(
    folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith(".json"))
          .sort()
          .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
      ),
  );
}
