import { describe, expect, test } from "@jest/globals";
import { anAlertOf, received, unsubscribeUrl } from "./received.ts";

describe("an alert's headers", () => {
  test("let a mail program unsubscribe with one click (RFC 8058)", async () => {
    const { header } = await received(anAlertOf());
    expect(header("list-unsubscribe")).toBe(`<${unsubscribeUrl}>`);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  test("say which list it is of (RFC 2919) and that no person wrote it (RFC 3834)", async () => {
    const { header } = await received(anAlertOf());
    expect(header("list-id")).toMatch(/^[\w ]+ <[\w-]+(\.[\w-]+)+>$/);
    expect(header("auto-submitted")).toBe("auto-generated");
  });

  test("give it an identity, and put it into its readout's thread", async () => {
    const first = await received(anAlertOf());
    expect(first.email.messageId).toBe("<one@readouts.norrhaven.example>");
    expect(first.email.inReplyTo).toBeUndefined();
    expect(first.email.references).toBe("<thread@readouts.norrhaven.example>");
    const second = await received(
      anAlertOf({ change: "edited", revision: 2, inReplyTo: "zero@readouts.norrhaven.example" }),
    );
    expect(second.email.inReplyTo).toBe("<zero@readouts.norrhaven.example>");
    expect(second.email.references).toBe(
      "<thread@readouts.norrhaven.example> <zero@readouts.norrhaven.example>",
    );
  });

  test("have no line that a relay would refuse (RFC 5322 §2.1.1)", async () => {
    const title = `Talks ${"on the reservoir and the ferries ".repeat(30)}`;
    const { raw } = await received(anAlertOf({ content: { title } }));
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
  });

  test("cannot be forged by a title", async () => {
    const { email } = await received(
      anAlertOf({ content: { title: "Talks\r\nBcc: x@y.example" } }),
    );
    expect(email.bcc).toBeUndefined();
    expect(email.to).toEqual([{ address: "reader@newsroom.example", name: "" }]);
  });
});

describe("an alert's subject", () => {
  test.each([
    ["new", /^Talks with President of Veldmark Aksel Tamm \(Prime Minister of Ostrovia\)$/],
    ["edited", /^Edited: Talks with President of Veldmark Aksel Tamm \(Prime Minister/],
    ["completed", /^Completed: /],
    ["removed", /^Removed: /],
    ["restored", /^Back again: /],
  ] as const)("of what is %s is %s", async (change, subject) => {
    const { email } = await received(anAlertOf({ change }));
    expect(email.subject).toMatch(subject);
  });

  test("in any script arrives as it was, and is cut at a character", async () => {
    const title = `Совещание ${"о паромах ".repeat(40)}`;
    const { email } = await received(anAlertOf({ content: { title } }));
    expect(email.subject).toMatch(/^Совещание о паромах /);
    expect(email.subject?.length).toBeLessThanOrEqual(140);
    expect(email.subject).toMatch(/…$/);
  });
});
