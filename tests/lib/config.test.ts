import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ConfigError } from "../../lib/config-error.ts";
import { parseConfig, readConfig } from "../../lib/config.ts";
import { readEnabledSources } from "../../lib/enabled-sources.ts";

const sampleCatalogue = join(import.meta.dirname, "../../local/sample/sources");

function complaint(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("nothing was wrong with it");
}

describe("the owner's settings", () => {
  test("nothing need be set to synthesize", () => {
    expect(parseConfig({}, "file")).toMatchObject({
      sender: "alerts@readouts.example",
      sources: "watched",
      baseUrl: null,
      outboundProxy: null,
    });
  });

  test("a misspelt key is named with the nearest right one", () => {
    const message = complaint(() =>
      parseConfig({ alarmAdress: "desk@norrhaven.example" }, "my.json"),
    );
    expect(message).toBe(
      'my.json cannot be used:\n  alarmAdress: there is no such key. Did you mean "alarmAddress"?',
    );
  });

  test("a key of another case is recognised", () => {
    expect(complaint(() => parseConfig({ baseurl: "https://x.example" }, "f"))).toContain(
      'Did you mean "baseUrl"?',
    );
  });

  test("a key like no other is named without a guess", () => {
    expect(complaint(() => parseConfig({ frobnicate: 1 }, "f"))).toBe(
      "f cannot be used:\n  frobnicate: there is no such key",
    );
  });

  test("a misspelt key within a setting is named with its path", () => {
    const domain = { name: "readouts.norrhaven.example", certificateARN: "arn:aws:acm:x" };
    const message = complaint(() => parseConfig({ domain }, "f"));
    expect(message).toContain("domain.certificateArn: is missing");
    expect(message).toContain(
      'domain.certificateARN: there is no such key. Did you mean "certificateArn"?',
    );
  });

  test.each([
    [{ sender: "alerts" }, 'sender: must be an email address, but is "alerts"'],
    [{ sender: 7 }, "sender: must be string, but is 7"],
    [{ baseUrl: "http://norrhaven.example" }, "baseUrl: must be an https address without a path"],
    [{ baseUrl: "https://norrhaven.example/" }, "baseUrl: must be an https address without a path"],
    [{ sources: "some" }, 'sources: must be "watched", "all" or a list of ids, but is "some"'],
    [{ senderName: "Desk <x>" }, "senderName: must not hold <, > or quotes"],
    [{ senderIdentity: "both" }, 'senderIdentity: must be ("domain" | "address"), but is "both"'],
    [{ outboundProxy: "proxy" }, "outboundProxy: must be the URL of an HTTP proxy"],
    [[], "f cannot be used: it must be a JSON object"],
  ])("%j is refused with the key and what would be right", (settings, expected) => {
    expect(complaint(() => parseConfig(settings, "f"))).toContain(expected);
  });

  test("every wrong key is named at once", () => {
    const message = complaint(() => parseConfig({ sendr: "a", contct: "b" }, "f"));
    expect(message).toContain('Did you mean "sender"?');
    expect(message).toContain('Did you mean "contact"?');
  });

  test("the site has one address, not two", () => {
    const domain = { name: "readouts.norrhaven.example", certificateArn: "arn:aws:acm:x" };
    const both = { baseUrl: "https://readouts.norrhaven.example", domain };
    expect(complaint(() => parseConfig(both, "f"))).toContain("baseUrl and domain: set one");
  });
});

describe("the owner's file", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "readouts-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("need not be there, unless it was named", () => {
    const path = join(folder, "readouts.config.json");
    expect(readConfig(path, false).sources).toBe("watched");
    expect(complaint(() => readConfig(path, true))).toBe(`${path} is not there`);
  });

  test("that is not JSON is refused by its name", () => {
    const path = join(folder, "readouts.config.json");
    writeFileSync(path, "{ sender: ");
    expect(complaint(() => readConfig(path, false))).toContain(`${path} is not JSON: `);
  });

  test("names the catalogue's folder relative to itself", () => {
    const path = join(folder, "readouts.config.json");
    writeFileSync(path, JSON.stringify({ catalogue: "mine" }));
    expect(readConfig(path, true).catalogue).toBe(join(folder, "mine"));
  });
});

describe("the sources that are on", () => {
  test("are all of the catalogue's, or those named", () => {
    expect(readEnabledSources(sampleCatalogue, "all").ids).toEqual([
      "ostrovia-pm",
      "veldmark-presidency",
    ]);
    const one = readEnabledSources(sampleCatalogue, ["veldmark-presidency"]);
    expect(one.all.map(({ id }) => id)).toEqual(["veldmark-presidency"]);
    expect(one.files.map(({ path }) => path)).toEqual(["sources/veldmark-presidency.json"]);
  });

  test("need a catalogue: where its folder is not, the message says which", () => {
    const missing = join(sampleCatalogue, "nowhere");
    expect(complaint(() => readEnabledSources(missing, "all"))).toBe(
      `catalogue: there is no folder ${missing}; give the one with the sources' files, relative to the configuration`,
    );
  });

  test("must be in the catalogue; a misspelt one is named with the nearest", () => {
    expect(complaint(() => readEnabledSources(sampleCatalogue, ["veldmark-presidancy"]))).toBe(
      'sources: the catalogue holds no "veldmark-presidancy". Did you mean "veldmark-presidency"?',
    );
  });
});
