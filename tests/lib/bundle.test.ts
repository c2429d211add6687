import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { bundle } from "../../lib/bundle.ts";

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
  const folder = bundled("watch", [{ path: "sources/ostrovia-pm.json", text: "{}" }]);

  test("is one file and its map, beside the files it reads", () => {
    expect(readdirSync(folder).toSorted()).toEqual(["index.js", "index.js.map", "sources"]);
    expect(readFileSync(join(folder, "sources/ostrovia-pm.json"), "utf8")).toBe("{}");
  });

  test("loads as a CommonJS module", () => {
    expect(readFileSync(join(folder, "index.js"), "utf8")).toMatch(/module\.exports/);
  });

  test("needs nothing that is not in it or in Node", () => {
    const code = readFileSync(join(folder, "index.js"), "utf8");
    const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => String(name));
    const node =
      /^(node:)?(assert|async_hooks|buffer|child_process|crypto|diagnostics_channel|dns|events|fs|http2?|https|module|net|os|path|perf_hooks|process|punycode|querystring|stream|string_decoder|timers|tls|url|util|worker_threads|zlib|console|sqlite)(\/.*)?$/;
    expect(required.filter((name) => !node.test(name))).toEqual([]);
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
