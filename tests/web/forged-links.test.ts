import { beforeEach, describe, expect, test } from "@jest/globals";
import { addMs } from "../../lambda/runtime/instant.ts";
import { type LinkPurpose, signLink } from "../../lambda/subscriptions/signed-links.ts";
import type { Active } from "../../lambda/subscriptions/subscription.ts";
import { anActive } from "../builders/subscription.ts";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite, type TestSite } from "../builders/site.ts";

const now = "2026-03-02T15:00:00.000Z";
const secret = "a secret of the tests";

let made: TestSite;
let one: Active;
beforeEach(async () => {
  made = await aSite({ clock: { now: () => now } }, await emptiedTables());
  one = anActive();
  await made.subscriptions.save(one, null);
});

function token(purpose: LinkPurpose, expiresAt: string, current = secret): string {
  const subject = {
    subscriberId: one.subscriberId,
    subscriptionIds: purpose === "manage" ? [] : [one.subscriptionId],
    requestedAt: one.consent.requestedAt,
  };
  return signLink(purpose, subject, expiresAt, { current });
}

/** By address and by button, as far as there is one. */
async function statuses(purpose: LinkPurpose, its: string): Promise<readonly number[]> {
  const path = `/${purpose}?token=${its}`;
  const looked = await made.site.request(path);
  const pressed = await made.site.request(path, {
    method: "POST",
    body: new URLSearchParams({ token: its, action: "stop-all" }),
  });
  return [looked.status, pressed.status];
}

const others = { confirm: "unsubscribe", unsubscribe: "manage", manage: "confirm" } as const;

describe.each(["confirm", "unsubscribe", "manage"] as const)("a link to %s", (purpose) => {
  const until = addMs(now, 60_000);
  test.each<readonly [string, () => string]>([
    ["signed by somebody else", () => token(purpose, until, "another secret")],
    ["cut short", () => token(purpose, until).slice(0, -5)],
    ["without its signature", () => token(purpose, until).split(".")[0] ?? ""],
    ["for something else", () => token(others[purpose], until)],
    [
      "whose contents were changed",
      () => {
        const [body = "", mac = ""] = token(purpose, until).split(".");
        const text = Buffer.from(body, "base64url").toString();
        const later = text.replace(/\d+\]$/, "9999999999999]");
        return `${Buffer.from(later).toString("base64url")}.${mac}`;
      },
    ],
  ])("%s is refused, and nothing is changed", async (_, forged) => {
    expect(await statuses(purpose, forged())).toEqual([400, 400]);
    expect(await made.subscriptions.get(one.subscriberId, one.subscriptionId)).toEqual(one);
  });
});

test.each(["unsubscribe", "manage"] as const)(
  "a link to %s that is too old is refused",
  async (purpose) => {
    expect(await statuses(purpose, token(purpose, addMs(now, -1)))).toEqual([410, 410]);
    expect(await made.subscriptions.get(one.subscriberId, one.subscriptionId)).toEqual(one);
  },
);
