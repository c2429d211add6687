import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { bundle } from "../../lib/bundle.ts";

const ostrovia = readFileSync(
  join(import.meta.dirname, "../../local/sample/sources/ostrovia-pm.json"),
  "utf8",
);
const folders: string[] = [];
function bundled(...args: Parameters<typeof bundle>): string {
  const folder = bundle(...args);
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("a handler's bundle", () => {
  const folder = bundled("watch", [{ path: "sources/ostrovia-pm.json", text: ostrovia }]);

  test("is one file and its map, beside the files it reads and what kind of module it is", () => {
    expect(readdirSync(folder).toSorted()).toEqual([
      "index.js",
      "index.js.map",
      "package.json",
      "sources",
    ]);
    expect(readFileSync(join(folder, "sources/ostrovia-pm.json"), "utf8")).toBe(ostrovia);
  });

  test("loads where nothing else is installed", () => {
    const answer = execFileSync(
      process.execPath,
      ["--print", "typeof require('./index.js').handler"],
      {
        cwd: folder,
        encoding: "utf8",
        env: {
          LAMBDA_TASK_ROOT: folder,
          AWS_REGION: "us-east-1",
          SOURCES: "ostrovia-pm",
          SOURCES_TABLE: "Sources",
        },
      },
    );
    expect(answer.trim()).toBe("function");
  });

  test("is the same wherever and whenever it is made, so that a deployment changes what changed", () => {
    const again = bundled("watch", []);
    for (const name of ["index.js", "index.js.map"]) {
      expect(readFileSync(join(again, name), "utf8")).toBe(
        readFileSync(join(folder, name), "utf8"),
      );
    }
    const map = JSON.parse(readFileSync(join(folder, "index.js.map"), "utf8")) as {
      sources: string[];
    };
    expect(map.sources).toContain("../lambda/handlers/watch.ts");
    expect(map.sources.filter((source) => source.startsWith("/"))).toEqual([]);
  });

  test("of a handler that is not there is refused", () => {
    expect(() => bundle("wach", [])).toThrow(/wach\.ts/);
    expect(existsSync("bundle")).toBe(false);
  });
});
