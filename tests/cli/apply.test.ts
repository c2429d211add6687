import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { anInstallation, type Installation } from "./installation.ts";

let local: Installation;
beforeAll(async () => {
  local = await anInstallation();
});
afterAll(async () => {
  await local.stop();
});

function file(alerts: readonly object[]): string {
  const path = join(local.state, "alerts.json");
  writeFileSync(path, JSON.stringify({ alerts }));
  return path;
}

const grain = {
  address: "anna@newsroom.example",
  query: "grain",
  frequency: { kind: "daily", hour: 7 },
  timeZone: "Europe/Oslo",
  consent: "asked for at the desk",
};

test("apply shows its plan and changes nothing before --yes; the export is the same file", async () => {
  const path = file([grain, { address: "bert@newsroom.example", query: "gas" }]);
  const planned = await local.run("apply", path);
  expect([planned.code, planned.out]).toEqual([
    0,
    `+ anna@newsroom.example  grain  (Every day at 07:00 (Europe/Oslo); consent: asked for at the desk)
+ bert@newsroom.example  gas  (At once; asked by mail to confirm)
Nothing is changed yet: 2 with --yes.
`,
  ]);
  expect(await local.json("subscriptions")).toEqual([]);
  const done = await local.run("apply", path, "--yes");
  expect(done.out).toContain("Done: 2.");
  expect(local.queued.map((body) => JSON.parse(body) as unknown)).toEqual([
    expect.objectContaining({ kind: "sign-up", address: "bert@newsroom.example", from: "file" }),
  ]);
  const exported = (await local.run("subscriptions", "--export")).out;
  expect(JSON.parse(exported)).toMatchObject({ alerts: [grain] });
  writeFileSync(path, exported);
  expect((await local.run("apply", path)).out).toBe("  1 as they are\nNothing is to be changed.\n");
  expect(await local.json("apply", path)).toMatchObject({
    applied: false,
    steps: [{ step: "keep" }],
  });
});

test("apply names everything that is wrong with a file, and does nothing", async () => {
  const path = file([{ address: "anna", query: "grain" }]);
  const { code, err } = await local.run("apply", path, "--yes");
  expect([code, err]).toEqual([2, expect.stringContaining("alerts[0]: anna: An email address")]);
  const missing = await local.run("apply", "not-there.json");
  expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("not-there.json")]);
});
