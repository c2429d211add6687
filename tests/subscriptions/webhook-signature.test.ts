import { describe, expect, test } from "@jest/globals";
import { Webhook as Verifier } from "standardwebhooks";
import {
  signingSecrets,
  webhookSecret,
  withNewSecret,
} from "../../lambda/subscriptions/webhook.ts";
import { signatureHeaders } from "../../lambda/subscriptions/webhook-signature.ts";

const body = '{"type":"readout.matched"}';
const now = new Date().toISOString();
const first = webhookSecret(new Uint8Array(32).fill(7));
const second = webhookSecret(new Uint8Array(32).fill(8));
const message = { id: "msg_1", sentAt: now, body };

describe("a signature", () => {
  test("is what the specification's own library makes and takes", () => {
    const headers = signatureHeaders(message, [first]);
    const verifier = new Verifier(first);
    expect(verifier.verify(body, headers)).toEqual({ type: "readout.matched" });
    expect(headers["webhook-signature"]).toBe(verifier.sign("msg_1", new Date(now), body));
  });

  test("of another body, id, time or secret is refused", () => {
    const headers = signatureHeaders(message, [first]);
    const verifier = new Verifier(first);
    const later = String(Number(headers["webhook-timestamp"]) + 1);
    expect(() => verifier.verify(body.replace("matched", "removed"), headers)).toThrow();
    expect(() => verifier.verify(body, { ...headers, "webhook-id": "msg_2" })).toThrow();
    expect(() => verifier.verify(body, { ...headers, "webhook-timestamp": later })).toThrow();
    expect(() => new Verifier(second).verify(body, headers)).toThrow();
  });

  test("of an hour ago is refused, so that what was overheard cannot be sent again", () => {
    const sentAt = new Date(Date.now() - 3_600_000).toISOString();
    const headers = signatureHeaders({ ...message, sentAt }, [first]);
    expect(() => new Verifier(first).verify(body, headers)).toThrow("too old");
  });

  test("is made with both secrets for a day after a rotation, then with the new one alone", () => {
    const webhook = {
      url: "https://hooks.newsroom.example/",
      secret: first,
      previous: null,
      setAt: now,
    };
    const rotated = withNewSecret(webhook, second, now);
    const headers = signatureHeaders(message, signingSecrets(rotated, now));
    for (const secret of [first, second]) {
      expect(() => new Verifier(secret).verify(body, headers)).not.toThrow();
    }
    const nextDay = new Date(Date.parse(now) + 24 * 3_600_000).toISOString();
    expect(signingSecrets(rotated, nextDay)).toEqual([second]);
  });
});
