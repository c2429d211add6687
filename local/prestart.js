/**
 * Runs before anything is installed, so it uses Node alone and old syntax: says what is too old,
 * installs what is missing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const oldest = [20, 20];
const project = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `Readouts needs Node ${oldest.join(".")} or later; this is ${process.versions.node}. See https://nodejs.org/`,
  );
  process.exit(1);
}

/** npm writes this file at the end of an installation. */
const installed = join(project, "node_modules", ".package-lock.json");
const lock = join(project, "package-lock.json");
const isInstalled = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;

if (!isInstalled) {
  console.log("Installing what is missing (npm ci) ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: project,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("The installation failed; npm says why above. Is the network there?");
    process.exit(1);
  }
}
