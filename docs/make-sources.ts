import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderCatalogue } from "../lambda/sources/catalogue-page.ts";
import { readSourcesFolder } from "../local/known-sources.ts";

const root = join(import.meta.dirname, "..");
writeFileSync(
  join(root, "docs/sources.md"),
  renderCatalogue(readSourcesFolder(join(root, "sources"))),
);
