import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openState } from "../../local/state.ts";
import { aFolder } from "../builders/local-stack.ts";

let folder: Awaited<ReturnType<typeof aFolder>>;

beforeEach(async () => {
  folder = await aFolder();
});

afterEach(async () => {
  await folder.remove();
});

test("a state tells how the run before ended", async () => {
  const first = await openState(folder.path);
  expect(first.previousRun).toBeNull();
  await first.release();
  expect((await openState(folder.path)).previousRun).toBe("clean");
});

test("a state which another process has open is refused, naming the process", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  await openState(folder.path);
  await writeFile(join(folder.path, "lock"), String(other.pid));
  await expect(openState(folder.path)).rejects.toThrow(`in use by process ${other.pid}`);
  other.kill("SIGKILL");
  await once(other, "exit");
  expect((await openState(folder.path)).previousRun).toBe("cut short");
});

test.each(["", "not a number"])("an unreadable lock (%j) is taken over", async (text) => {
  await writeFile(join(folder.path, "lock"), text);
  expect((await openState(folder.path)).previousRun).toBe("cut short");
});
