import { describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { reasonsOf } from "../../lambda/alerts/reasons.ts";
import type { AlertContent } from "../../lambda/mail/alert-content.ts";
import { renderAlert } from "../../lambda/mail/alert.ts";
import { composeMime } from "../../lambda/outside/mime.ts";
import { difference } from "../../lambda/readouts/difference.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import type { Change } from "../../lambda/readouts/revision.ts";
import { aReadout, aRevision, paragraphs } from "../builders/readout.ts";

interface Told {
  readonly content: Partial<ReadoutContent>;
  readonly before: Partial<ReadoutContent> | null;
  readonly change: Change;
  readonly revision: number;
  readonly queries: readonly [string, ...string[]];
  readonly inReplyTo: string | null;
}

const unsubscribeUrl = "https://readouts.norrhaven.example/unsubscribe?token=all";

function anAlertOf(changed: Partial<Told> = {}): AlertContent {
  const { change = "new", revision = 1, queries = ["treaty"], before = null } = changed;
  const content = aReadout(changed.content);
  const { each, snippets } = reasonsOf(queries, content);
  const [first, ...others] = each.map((reason, n) => ({
    ...reason,
    unsubscribeUrl: `https://readouts.norrhaven.example/unsubscribe?token=${n}`,
  }));
  if (first === undefined) throw new Error("there is a query");
  return {
    change,
    revision: aRevision({ content, revision }),
    sourceName: "Prime Minister of Ostrovia",
    timeZone: "Europe/Athens",
    snippets,
    reasons: [first, ...others],
    unsubscribeUrl,
    difference: before === null ? null : difference(aReadout(before), content),
    baseUrl: "https://readouts.norrhaven.example",
    sentAt: "2026-03-02T15:01:30.000Z",
    messageId: "one@readouts.norrhaven.example",
    threadId: "thread@readouts.norrhaven.example",
    inReplyTo: changed.inReplyTo ?? null,
  };
}

/** The mail as a mail program reads it. */
async function received(alert: AlertContent) {
  const mail = { ...renderAlert(alert), to: "reader@newsroom.example" };
  const sender = "Readouts <alerts@norrhaven.example>";
  const raw = await composeMime(mail, sender, alert.sentAt);
  const email = await PostalMime.parse(raw);
  const header = (name: string): string | undefined =>
    email.headers.find(({ key }) => key === name)?.value;
  return { raw: Buffer.from(raw).toString(), email, header };
}

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

describe("an alert", () => {
  test("tells, as text, what, who, where and when, the passage with its speaker, and why", async () => {
    const { email } = await received(anAlertOf());
    expect(email.text?.trimEnd()).toBe(`New readout · Prime Minister of Ostrovia

Talks with President of Veldmark Aksel Tamm

Who:       Ilse Orlan, Aksel Tamm
Where:     Port Sella
Event:     2 March 2026
Published: 2 March 2026, 16:40 EET

Ilse Orlan:
> We have a water *treaty* to talk about.

Why you get this:
  - your alert treaty: found treaty (once)

In the archive:      https://readouts.norrhaven.example/readouts/ostrovia-pm-103/revisions/1
At the press office: https://pm.ostrovia.example/news/103

-- 
Stop the alert treaty:
https://readouts.norrhaven.example/unsubscribe?token=0

Read at the press office 2 March 2026, 15:00 UTC; sent 2 March 2026, 15:01 UTC.`);
  });

  test("tells the same as HTML, with the words marked", async () => {
    const { email } = await received(anAlertOf());
    const html = email.html ?? "";
    for (const part of [
      "<h1 ",
      "Port Sella",
      "2 March 2026, 16:40 EET",
      "Ilse Orlan",
      'href="https://readouts.norrhaven.example/readouts/ostrovia-pm-103/revisions/1"',
      'href="https://pm.ostrovia.example/news/103"',
      'href="https://readouts.norrhaven.example/unsubscribe?token=0"',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toMatch(/<mark[^>]*>treaty<\/mark>/);
  });

  test("fetches nothing: no image, script, style sheet or font", async () => {
    const { email } = await received(anAlertOf());
    expect(email.html).not.toMatch(/<(?:img|script|link|iframe|object)\b|@import|url\(|\bsrc=/i);
    expect(email.attachments).toEqual([]);
  });

  test("says each passage's language and direction", async () => {
    const blocks = paragraphs("بحث الجانبان معاهدة المياه بين البلدين.");
    const content = { title: "لقاء", language: "ar", blocks };
    const { email } = await received(anAlertOf({ content, queries: ["معاهدة"] }));
    expect(email.html).toMatch(/<blockquote [^>]*lang="ar" dir="rtl"/);
    expect(email.html).toMatch(/<h1 lang="ar" dir="auto"/);
  });

  test("with several reasons lists them all, each with its own way out and one for all", async () => {
    const { email } = await received(anAlertOf({ queries: ["treaty", "talks", "sella -oil"] }));
    for (const [n, words] of ["found treaty (once)", "found talks", "without oil"].entries()) {
      expect(email.text).toContain(words);
      expect(email.text).toContain(`unsubscribe?token=${n}`);
      expect(email.html).toContain(`unsubscribe?token=${n}"`);
    }
    expect(email.text).toContain(`Stop all of these:\n${unsubscribeUrl}`);
    expect(email.html).toContain(`<a href="${unsubscribeUrl}">Stop all of these</a>`);
  });

  test("found in its title has the title marked, and the text begun", async () => {
    const { email } = await received(anAlertOf({ queries: ["talks"], content: { turns: [] } }));
    expect(email.html).toMatch(/<h1[^>]*><mark[^>]*>Talks<\/mark> with/);
  });

  test("names no speaker twice where the passage begins with the name", async () => {
    const { email } = await received(anAlertOf({ queries: ["thank"] }));
    expect(email.text).toContain("> President of Veldmark Aksel Tamm: *Thank* you");
    expect(email.text).not.toContain("Aksel Tamm:\n");
  });

  test("holds a stranger's markup as text, in its title, passages and query alike", async () => {
    const evil = '<img src=x onerror="alert(1)">';
    const { email } = await received(
      anAlertOf({
        content: { title: `treaty ${evil}`, blocks: paragraphs(`The treaty ${evil}`), place: evil },
        queries: [`treaty OR "${evil.replaceAll('"', "")}"`],
      }),
    );
    expect(email.html).not.toContain("<img");
    expect(email.html).toContain("&lt;img");
  });

  test("tells times only as exactly as the press office did", async () => {
    const at = "2026-03-01T22:00:00.000Z";
    const day = await received(anAlertOf({ content: { publishedAt: { at, precision: "day" } } }));
    expect(day.email.text).toMatch(/^Published: 2 March 2026$/m);
    const observed = { publishedAt: { at, precision: "observed" as const } };
    const seen = await received(anAlertOf({ content: observed }));
    expect(seen.email.text).toMatch(/^Published: by 2 March 2026, 00:00 EET$/m);
    const none = { publishedAt: null, eventDate: null, place: null, participants: [] };
    const nothing = await received(anAlertOf({ content: none }));
    expect(nothing.email.text).not.toMatch(/^(?:Who|Where|Event|Published):/m);
  });
});

describe("an edit's mail", () => {
  const before = {
    blocks: paragraphs("We have a water treaty to sign before the harvest.", "Tea."),
  };
  const content = {
    blocks: paragraphs("We have a water treaty to sign in June.", "Tea.", "Cake."),
  };

  test("shows what was taken out and put in, and says who did it", async () => {
    const { email } = await received(anAlertOf({ change: "edited", revision: 2, before, content }));
    expect(email.text).toContain("The press office has changed this readout");
    expect(email.text).toContain(
      "> We have a water treaty to sign [-before the harvest-]{+in June+}.",
    );
    expect(email.text).toContain("> {+Cake.+}");
    expect(email.text).not.toContain("Tea");
    expect(email.html).toMatch(/<del[^>]*>before the harvest<\/del><ins[^>]*>in June<\/ins>/);
  });

  test("tells one whose words are gone that it no longer matches", async () => {
    const alert = anAlertOf({
      change: "edited",
      revision: 2,
      before,
      content,
      queries: ["harvest"],
    });
    expect((await received(alert)).email.text).toContain(
      "your alert harvest: it no longer matches",
    );
  });

  test("to one for whom it newly matches says how it came to that", async () => {
    const { email } = await received(anAlertOf({ revision: 2, content }));
    expect(email.text).toContain("has changed this readout, and now it matches your search");
    expect(email.subject).not.toMatch(/^Edited/);
  });
});

describe("however long a readout is, its mail stays below 100 KB", () => {
  const sentence = "Паром через Ансу снова ходит, и стороны обсудили договор о воде и зерне. ";
  const longOne = (word: string) =>
    paragraphs(...Array.from({ length: 400 }, (_, n) => `${word} ${n} ${sentence.repeat(12)}`));

  test("when it is new, and forty searches want it", async () => {
    const queries: [string, ...string[]] = ["паром"];
    for (let n = 1; n < 40; n += 1) queries.push(`договор OR слово${n}`);
    const alert = anAlertOf({ content: { language: "ru", blocks: longOne("а") }, queries });
    const { email } = await received(alert);
    expect(Buffer.byteLength(email.html ?? "")).toBeLessThan(100_000);
    expect(Buffer.byteLength(email.text ?? "")).toBeLessThan(100_000);
  });

  test("when all of it was changed: what is not shown is counted", async () => {
    const alert = anAlertOf({
      change: "edited",
      revision: 2,
      before: { language: "ru", blocks: longOne("а") },
      content: { language: "ru", blocks: longOne("б") },
      queries: ["паром"],
    });
    const { email } = await received(alert);
    expect(Buffer.byteLength(email.html ?? "")).toBeLessThan(100_000);
    expect(Buffer.byteLength(email.text ?? "")).toBeLessThan(100_000);
    expect(email.text).toMatch(/… and \d{3} more: see the archive\./);
  });
});
