import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  checkLink,
  deriveKey,
  type LinkSubject,
  type SigningSecrets,
  signLink,
} from "../../lambda/subscriptions/signed-links.ts";

const subject: LinkSubject = {
  subscriberId: "abc",
  subscriptionIds: ["def"],
  requestedAt: "2026-03-02T09:00:00.000Z",
};
const secrets: SigningSecrets = { current: "one secret", previous: null };
const expiresAt = "2026-03-04T09:00:00.000Z";
const before = "2026-03-04T09:00:00.000Z";
const token = signLink("confirm", subject, expiresAt, secrets);
const keyId = String(Date.parse("2026-03-02T09:00:00.000Z"));
const derived = signLink("confirm", subject, expiresAt, {
  current: deriveKey("one secret", keyId),
  keyId,
});

describe("a link", () => {
  test("names what it was signed for until it expires", () => {
    expect(checkLink("confirm", token, secrets, before)).toEqual({ outcome: "valid", subject });
    const after = "2026-03-04T09:00:00.001Z";
    expect(checkLink("confirm", token, secrets, after)).toEqual({ outcome: "expired", subject });
  });

  test("of one purpose is no good for another", () => {
    expect(checkLink("unsubscribe", token, secrets, before)).toEqual({ outcome: "invalid" });
  });

  test("holds through one rotation of the secret, and dies with the second", () => {
    const rotated = { current: "another secret", previous: "one secret" };
    expect(checkLink("confirm", token, rotated, before).outcome).toBe("valid");
    const twice = { current: "a third secret", previous: "another secret" };
    expect(checkLink("confirm", token, twice, before).outcome).toBe("invalid");
  });

  test("that somebody else signed is refused", () => {
    const foreign = signLink("confirm", subject, expiresAt, { current: "theirs" });
    expect(checkLink("confirm", foreign, secrets, before)).toEqual({ outcome: "invalid" });
  });

  test("with any character changed, added or missing is refused", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(token, derived),
        fc.nat(),
        fc.constantFrom("A", "z", "0", "-", "_", ".", "=", "%"),
        fc.constantFrom("change", "add", "drop"),
        (whole, drawn, character, how) => {
          const at = drawn % whole.length;
          const rest = whole.slice(how === "add" ? at : at + 1);
          const forged = whole.slice(0, at) + (how === "drop" ? "" : character) + rest;
          fc.pre(forged !== whole);
          expect(checkLink("confirm", forged, secrets, before)).toEqual({ outcome: "invalid" });
        },
      ),
    );
  });

  test.each(["", ".", "a.b", "a.b.c", token.slice(0, 40), "x".repeat(100_000), "%%%.\u0000"])(
    "that is none is refused: %#",
    (text) => {
      expect(checkLink("confirm", text, secrets, before)).toEqual({ outcome: "invalid" });
    },
  );

  test("is letters, digits, -, _ and dots: no mail program breaks it", () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(derived).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test("of a derived key names it, and is good with that name alone", () => {
    expect(checkLink("confirm", derived, secrets, before)).toEqual({ outcome: "valid", subject });
    const [payload = "", , signature = ""] = derived.split(".");
    for (const forged of [
      `${payload}.${signature}`,
      `${payload}..${signature}`,
      `${payload}.${Number(keyId) + 1}.${signature}`,
      `${payload}.${keyId}.${keyId}.${signature}`,
      `${payload}.${keyId}.${signature}.`,
      token.replace(".", `.${keyId}.`),
    ]) {
      expect(checkLink("confirm", forged, secrets, before)).toEqual({ outcome: "invalid" });
    }
  });

  test.each([
    ["confirm", 48],
    ["manage", 7 * 24],
    ["unsubscribe", 366 * 24],
  ] as const)(
    "to %s of a derived key is good for no longer than one of its day",
    (purpose, hours) => {
      const until = (more: number) =>
        new Date(Number(keyId) + (hours + more) * 60 * 60 * 1000).toISOString();
      const signed = (expires: string, id: string) =>
        signLink(purpose, subject, expires, { current: deriveKey("one secret", id), keyId: id });
      const check = (link: string) => checkLink(purpose, link, secrets, until(-1)).outcome;
      expect(check(signed(until(25), keyId))).toBe("valid");
      // Whoever got hold of the key later.
      expect(check(signed(until(27), keyId))).toBe("invalid");
      expect(check(signed(until(0), "no time"))).toBe("invalid");
    },
  );
});
