import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
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

  test("names its sources by their place in the project, so that the same ones give the same asset anywhere", () => {
    const map = JSON.parse(readFileSync(join(folder, "index.js.map"), "utf8")) as {
      sources: string[];
    };
    expect(map.sources).toContain("../../lambda/handlers/watch.ts");
    expect(map.sources.filter((one) => one.startsWith("/"))).toEqual([]);
    expect(readFileSync(join(folder, "index.js"), "utf8")).not.toContain(process.cwd());
  });

  test("holds what its own function needs, and no other's", () => {
    const capture = statSync(join(bundled("capture", []), "index.js")).size;
    expect(statSync(join(folder, "index.js")).size).toBeLessThan(capture / 2);
  });
});
