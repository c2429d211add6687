import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Journal, openJournal } from "../../local/services/journal.ts";
import { aFolder } from "../builders/local-stack.ts";

let folder: Awaited<ReturnType<typeof aFolder>>;
let file: string;

beforeEach(async () => {
  folder = await aFolder();
  file = join(folder.path, "journal.jsonl");
});

afterEach(async () => {
  await folder.remove();
});

function open(): Journal<string> {
  return openJournal(file, String);
}

test("entries come back in the order of adding, changed and without the removed", () => {
  const journal = open();
  const [first, second] = [journal.add("first"), journal.add("second"), journal.add("third")];
  journal.remove(first);
  journal.change(second, "second, changed");
  expect(
    open()
      .entries()
      .map(([, entry]) => entry),
  ).toEqual(["second, changed", "third"]);
});

test("a key is not given twice, though its entry is gone", () => {
  const journal = open();
  journal.add("stays");
  const gone = journal.add("goes");
  journal.remove(gone);
  expect(journal.add("new")).toBeGreaterThan(gone);
});

test("the file does not grow for ever", async () => {
  const journal = open();
  journal.add("stays");
  for (let i = 0; i < 15_000; i += 1) journal.remove(journal.add("passes"));
  const lines = (await readFile(file, "utf8")).split("\n").length;
  expect(lines).toBeLessThan(21_000);
  expect(
    open()
      .entries()
      .map(([, entry]) => entry),
  ).toEqual(["stays"]);
});

test("a damaged line is an error that names file and line", async () => {
  await writeFile(file, '[1,"good"]\nnot json\n');
  expect(open).toThrow(`${file}, line 2, cannot be read`);
});

test("a closed journal takes nothing more", () => {
  const journal = open();
  journal.close();
  expect(() => journal.add("late")).toThrow("is closed");
});
