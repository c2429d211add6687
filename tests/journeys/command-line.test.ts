import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { anAssembly } from "../builders/assembly.ts";
import { type SampleService, startSample } from "../builders/sample-service.ts";

const root = join(import.meta.dirname, "../..");

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let service: SampleService;
let removeAssembly: () => Promise<void>;

beforeAll(async () => {
  const { path, remove } = await anAssembly();
  removeAssembly = remove;
  service = await startSample(["--no-synth", "--assembly", path]);
}, 180_000);
afterAll(async () => {
  await service.stop();
  await removeAssembly();
});

/** The command as a person types it. */
async function readouts(...words: readonly string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, "cli/readouts.js"), ...words, "--state", service.state],
      { cwd: root, env: { ...process.env, NODE_OPTIONS: "" } },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
  });
}

async function json(...words: readonly string[]): Promise<unknown> {
  const { out, err, code } = await readouts(...words, "--json");
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}: ${err}`);
  return JSON.parse(out);
}

describe("readouts", () => {
  test("sources: who was read, and what is wrong with the others", async () => {
    expect(await json("sources")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: "ostrovia-pm", problem: null }),
        expect.objectContaining({ id: "kremlin-en", lastSuccessAt: null }),
      ]),
    );
  });

  test("search: what matches, newest first, with passages", async () => {
    const found = (await json("search", '"water treaty"')) as {
      hits: { head: { readoutId: string }; snippets: unknown[] }[];
    };
    expect(found.hits.map(({ head }) => head.readoutId)).toEqual([
      "ostrovia-pm-104",
      "veldmark-presidency-2202",
      "ostrovia-pm-103",
    ]);
    expect(found.hits.every(({ snippets }) => snippets.length > 0)).toBe(true);
    const { out } = await readouts("search", "ferry", "--source", "ostrovia-pm", "--limit", "1");
    expect(out).toContain("*ferry*");
  });

  test("test: what an alert would have mailed since a day", async () => {
    const all = (await json("test", '"water treaty"', "--since", "2026-03-01")) as {
      hits: unknown[];
    };
    const later = (await json("test", '"water treaty"', "--since", "2026-03-03")) as {
      hits: unknown[];
    };
    expect([all.hits.length, later.hits.length]).toEqual([3, 1]);
  });

  test("show: a readout, one of its revisions, and what it changed", async () => {
    const { out } = await readouts("show", "veldmark-presidency-2202");
    expect(out).toContain("revision 2 of 2 (completed)");
    const first = await readouts("show", "veldmark-presidency-2202", "--revision", "1");
    expect(first.out).toContain("To be continued.");
    const diff = await readouts("show", "veldmark-presidency-2202", "--diff");
    expect(diff.out).toContain("[-To be continued.-]");
  });

  test("subscribe and subscriptions: a request waits for its confirmation", async () => {
    const { out, code } = await readouts("subscribe", "desk@newsroom.example", "lighthouse");
    expect([code, out]).toEqual([0, expect.stringContaining("mailbox")]);
    expect(await json("subscriptions")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ address: "desk@newsroom.example", state: "pending" }),
        expect.objectContaining({ address: "reader@newsroom.example", state: "active" }),
      ]),
    );
  });

  test("subscribe: of an address that bounces SES tells by SNS, signed, and its request ends", async () => {
    const address = "bounce@simulator.amazonses.com";
    expect(await readouts("subscribe", address, "lighthouse")).toMatchObject({ code: 0 });
    const state = async (): Promise<string | undefined> =>
      ((await json("subscriptions")) as { address: string; state: string }[]).find(
        (one) => one.address === address,
      )?.state;
    while ((await state()) !== "ended") await wait(200);
  });

  test("doctor: looks at sources and alerts, and its exit code tells", async () => {
    const { out, code } = await readouts("doctor");
    expect(out).toMatch(/^ok {3}alerts/m);
    expect(code).toBe(out.includes("BAD") ? 1 : 0);
  });

  test.each([
    ["a wrong query points at the column", ["search", "(grain"], 2, /\n {2}\^/],
    ["an address that is none", ["subscribe", "nobody", "grain"], 2, /@/],
    ["an unknown command", ["fetch"], 2, /unknown command/],
    ["a date that is none", ["search", "grain", "--since", "spring"], 2, /2026-03-02/],
    ["an unknown source", ["poll", "calandra-crown"], 2, /There are: /],
    [
      "an address of no source",
      ["capture", "https://elsewhere.example/1"],
      2,
      /no readout of any source/,
    ],
    ["an unknown readout", ["show", "none"], 1, /readouts search/],
    [
      "a revision that is not there",
      ["show", "ostrovia-pm-101", "--revision", "9"],
      1,
      /revisions 1 to 1/,
    ],
  ] as const)("%s is said, with the exit code", async (_, words, code, message) => {
    const ended = await readouts(...words);
    expect(ended.err).toMatch(message);
    expect(ended.code).toBe(code);
  });

  test("without a running service says how to start one", async () => {
    const { err, code } = await new Promise<Ended>((resolve) => {
      execFile(
        process.execPath,
        [join(root, "cli/readouts.js"), "sources", "--state", join(service.state, "nowhere")],
        (error, out, text) =>
          resolve({ code: error === null ? 0 : Number(error.code), out, err: text }),
      );
    });
    expect([code, err]).toEqual([1, expect.stringContaining("npm start")]);
  });
});
