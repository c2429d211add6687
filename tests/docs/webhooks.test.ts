import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bodyOf, eventOf } from "../../lambda/alerts/webhooks/webhook-event.ts";
import { webhookSecret } from "../../lambda/subscriptions/webhook.ts";
import { signatureHeaders } from "../../lambda/subscriptions/webhook-signature.ts";
import { anAlert } from "../builders/alert.ts";
import { anActive } from "../builders/subscription.ts";

const document = readFileSync(join(import.meta.dirname, "../../docs/webhooks.md"), "utf8");

type Verify = (headers: Readonly<Record<string, string>>, body: string, secret: string) => unknown;

let folder: string;
let verify: Verify;
beforeAll(async () => {
  const code = /```js\n([\s\S]*?)```/.exec(document)?.[1] ?? "";
  folder = mkdtempSync(join(tmpdir(), "readouts-example-"));
  writeFileSync(join(folder, "verify.mjs"), code);
  ({ verify } = (await import(pathToFileURL(join(folder, "verify.mjs")).href)) as {
    verify: Verify;
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const secret = webhookSecret(new Uint8Array(32).fill(3));
const { subscriberId, subscriptionId } = anActive({ query: "herring" });
const event = eventOf(
  anAlert({ subscriberId, createdAt: "2026-03-02T15:00:00.000Z" }),
  subscriptionId,
);
const body = bodyOf(event, "https://readouts.norrhaven.example");

function signed(sentAt: string, ...secrets: readonly string[]) {
  return signatureHeaders({ id: event.deliveryId, sentAt, body }, secrets);
}

describe("docs/webhooks.md", () => {
  test("shows an event as it is posted", () => {
    expect(document).toContain(`\n${body}\n`);
    const headers = signed(event.occurredAt, secret);
    for (const name of ["webhook-id", "webhook-timestamp"] as const) {
      expect(document).toContain(`${name}: ${headers[name]}`);
    }
  });

  test("has code that verifies it, also while the secret is being replaced", () => {
    const now = new Date().toISOString();
    expect(verify(signed(now, secret), body, secret)).toEqual(JSON.parse(body));
    const newer = webhookSecret(new Uint8Array(32).fill(4));
    expect(verify(signed(now, newer, secret), body, secret)).toEqual(JSON.parse(body));
  });

  test("has code that refuses what is forged, changed or old", () => {
    const now = new Date().toISOString();
    const other = webhookSecret(new Uint8Array(32).fill(5));
    expect(() => verify(signed(now, other), body, secret)).toThrow("not signed by us");
    expect(() => verify(signed(now, secret), `${body} `, secret)).toThrow("not signed by us");
    expect(() => verify(signed(event.occurredAt, secret), body, secret)).toThrow("too old");
  });
});
