import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type InventedTruth, writeInventedRecording } from "../../bench/invented-recording.ts";
import { anAssembly } from "../builders/assembly.ts";
import { aFolder } from "../builders/local-stack.ts";
import { replayOnce } from "../builders/replay-process.ts";
import { readStateContents, type StateContents } from "../builders/state-contents.ts";

/** Times of the kills: any will do, but a failure must come again. */
const kills = [
  { line: /Replaying/, ms: 350 },
  { line: / [2-9]\/14 /, ms: 620 },
  { line: / [89]\/14 /, ms: 140 },
];

let truth: InventedTruth;
let assembly: string;
let undisturbed: string;
const removals: (() => Promise<void>)[] = [];

async function folder(): Promise<string> {
  const { path, remove } = await aFolder();
  removals.push(remove);
  return path;
}

async function contentsOf(state: string): Promise<StateContents> {
  const { resources } = JSON.parse(readFileSync(join(state, "local.json"), "utf8")) as {
    resources: Record<string, string>;
  };
  return await readStateContents(state, resources["ReadoutsTable"] ?? "");
}

beforeAll(async () => {
  const made = await anAssembly();
  removals.push(made.remove);
  assembly = made.path;
  truth = writeInventedRecording(join(await folder(), "recording"), { polls: 14, seed: 7 });
  undisturbed = await folder();
}, 120_000);

afterAll(async () => {
  await Promise.all(removals.map(async (remove) => await remove()));
});

describe("a replay of two press offices", () => {
  test("archives every readout and every edit once, and mails each later match once", async () => {
    const recording = truth.folder;
    const { code, lines, report } = await replayOnce({ assembly, recording, state: undisturbed });
    expect([code, lines.filter((line) => line.startsWith("error"))]).toEqual([0, []]);
    expect(report).toMatchObject({
      polled: truth.polls,
      archived: truth.readouts,
      revisions: truth.laterRevisions,
      unreadable: 0,
      emails: truth.mails,
    });
    const { revisions, mails } = await contentsOf(undisturbed);
    expect(revisions.length).toBe(truth.readouts + truth.laterRevisions);
    // One mail beside the alerts: the confirmation. What the first poll found is not mailed.
    expect(mails.length).toBe(truth.mails + 1);
    expect(new Set(mails).size).toBe(mails.length);
  }, 180_000);

  test("run again over the same state archives nothing and mails nobody", async () => {
    const before = await contentsOf(undisturbed);
    const { code, report } = await replayOnce({
      assembly,
      recording: truth.folder,
      state: undisturbed,
    });
    expect(code).toBe(0);
    expect(report).toMatchObject({ archived: 0, revisions: 0, matched: 0, emails: 0 });
    expect(await contentsOf(undisturbed)).toEqual(before);
  }, 120_000);

  test("killed again and again and gone on with ends in the same archive and the same mails", async () => {
    const state = await folder();
    for (const kill of kills) {
      const { code } = await replayOnce({ assembly, recording: truth.folder, state }, kill);
      expect(code).toBeNull();
    }
    const { code } = await replayOnce({ assembly, recording: truth.folder, state });
    expect(code).toBe(0);
    expect(await contentsOf(state)).toEqual(await contentsOf(undisturbed));
  }, 300_000);
});
