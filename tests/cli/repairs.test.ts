import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addMs } from "../../lambda/runtime/instant.ts";
import { archived } from "../builders/archive.ts";
import { paragraphs, aReadout } from "../builders/readout.ts";
import { anActive } from "../builders/subscription.ts";
import { anInstallation, type Installation } from "./installation.ts";

const hourMs = 60 * 60 * 1000;

let local: Installation;
beforeAll(async () => {
  local = await anInstallation();
});
afterAll(async () => {
  await local.stop();
});

test("redeliver asks for what nobody was told of, and names it", async () => {
  const now = new Date().toISOString();
  const one = anActive({ query: "ferry", at: addMs(now, -48 * hourMs) });
  await local.site.subscriptions.save(one, null);
  await archived(local.site.readouts, {
    observedAt: addMs(now, -2 * hourMs),
    content: aReadout({
      publishedAt: { at: addMs(now, -2 * hourMs), precision: "minute" },
      blocks: paragraphs("The ferry runs."),
    }),
  });
  const since = addMs(now, -3 * hourMs);
  const done = await local.run("redeliver", "--since", since);
  expect([done.code, done.err]).toEqual([0, ""]);
  expect(done.out).toMatch(new RegExp(`^missing {2}${one.subscriberId} {2}\\S+#1\n1 asked for`));
  const asked = local.queued.map((body) => JSON.parse(body) as unknown);
  expect(asked).toEqual([expect.objectContaining({ subscriberId: one.subscriberId })]);
  const later = addMs(now, -hourMs);
  expect((await local.run("redeliver", "--since", later)).out).toContain(
    `Everybody was told of what was seen since ${later}.`,
  );
});

test("redeliver says what is wrong with a time, and that it needs one", async () => {
  const wrong = await local.run("redeliver", "--since", "yesterday");
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain("yesterday");
  const none = await local.run("redeliver");
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("--since")]);
});

test("resume switches sending on where it was paused, and only there", async () => {
  expect(await local.json("resume")).toEqual({ resumed: false });
  local.sending.isOn = false;
  const done = await local.run("resume");
  expect([done.code, done.out]).toEqual([0, expect.stringContaining("Mails go out again")]);
  expect(local.sending.isOn).toBe(true);
  expect((await local.run("resume")).out).toBe("Sending was not paused.\n");
});
