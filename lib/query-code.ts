import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What compiles queries, and what writes them down compiled. */
const code = [join(root, "lambda", "query"), join(root, "lambda", "alerts", "matching")];
/** What else says how they are written. */
const written = [
  join(root, "lambda", "archive", "packing.ts"),
  join(root, "lambda", "subscriptions", "standing-query.ts"),
];
/** What the code is built from besides: the stemmers' version is in it. */
const lock = join(root, "package-lock.json");

/**
 * A name of the code that compiles queries, another one whenever that changes: compiled queries are read by the very same code
 * only.
 */
export function queryCode(): string {
  const files = code
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  const hash = createHash("sha256");
  for (const file of [...files, ...written, lock]) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 32);
}
