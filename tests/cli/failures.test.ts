import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { run } from "./installation.ts";

const state = mkdtempSync(join(tmpdir(), "readouts-cli-"));
afterAll(() => rmSync(state, { recursive: true }));

function writeLocal(text: string): void {
  writeFileSync(join(state, "local.json"), text);
}

const stopped = JSON.stringify({
  baseUrl: "http://127.0.0.1:1",
  gatewayUrl: "http://127.0.0.1:1",
  inboxUrl: "http://127.0.0.1:1",
  region: "us-east-1",
  resources: { BaseUrl: "http://127.0.0.1:1", ReadoutsTable: "Readouts", IndexTable: "Index" },
});

describe("where there is no service", () => {
  test("says how to start one", async () => {
    const ended = await run(["sources", "--state", join(state, "nowhere")]);
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("npm start")]);
  });

  test.each([
    ["a table", ["search", "grain"]],
    ["the site", ["subscribe", "a@norrhaven.example", "grain"]],
  ])("that has been stopped, asking %s says how to start it", async (_, words) => {
    writeLocal(stopped);
    const ended = await run([...words, "--state", state]);
    expect(ended).toEqual({
      code: 1,
      out: "",
      err: "The local service does not answer: start it with npm start.\n",
    });
  });

  test("a program gets the sentence as JSON", async () => {
    writeLocal(stopped);
    const { code, err } = await run(["show", "ostrovia-pm-1", "--json", "--state", state]);
    expect([code, JSON.parse(err)]).toEqual([
      1,
      { error: "The local service does not answer: start it with npm start." },
    ]);
  });

  test("a broken local.json is named", async () => {
    writeLocal("{");
    const { code, err } = await run(["sources", "--state", state]);
    expect([code, err]).toEqual([1, expect.stringContaining(join(state, "local.json"))]);
  });

  test("an output that the stack lacks is named", async () => {
    writeLocal(stopped);
    const { code, err } = await run(["sources", "--state", state]);
    expect([code, err]).toEqual([1, expect.stringContaining("no output SourcesTable")]);
  });
});

describe("what is asked for wrongly", () => {
  test.each([
    [[], /Usage: readouts/],
    [["fetch"], /unknown command 'fetch'/],
    [["search"], /missing required argument 'query'/],
    [["search", "grain", "--since", "spring"], /A date is written 2026-03-02/],
    [["search", "grain", "--until", "2026-02-31"], /A date is written 2026-03-02/],
    [["search", "grain", "--limit", "0"], /at least 1/],
    [["search", "grain", "--source", "calandra"], /no source calandra. There are: /],
    [["search", "water and (treaty"], /\n {2}water and \(treaty\n {8}\^\^\^\n/],
    [["test", "grain OR"], /OR/],
    [["show", "ostrovia-pm-1", "--revision", "0"], /numbered from 1/],
    [["poll", "calandra"], /no source calandra/],
    [["capture", "nonsense"], /nonsense is no readout/],
    [["capture"], /missing required argument 'url'/],
  ])("%j is refused with exit code 2", async (words, message) => {
    writeLocal(stopped);
    const { code, err } = await run([...words, "--state", state]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test("a query of 10,000 characters is not repeated", async () => {
    writeLocal(stopped);
    const { code, err } = await run(["search", "water ".repeat(1_667), "--state", state]);
    expect([code, err.length < 500]).toEqual([2, true]);
  });
});

test("the package's command runs by itself: help is no failure, wrong usage is 2", async () => {
  const command = join(import.meta.dirname, "../../cli/readouts.js");
  const ended = async (...args: readonly string[]) =>
    await new Promise((resolve) => {
      const environment = { ...process.env, NODE_OPTIONS: "" };
      execFile(process.execPath, [command, ...args], { env: environment }, (error, out) => {
        resolve([error === null ? 0 : error.code, out.split("\n")[0]]);
      });
    });
  expect(await ended("--help")).toEqual([0, "Usage: readouts [options] [command]"]);
  expect(await ended("show")).toEqual([2, ""]);
});
