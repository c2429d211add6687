import { describe, expect, test } from "@jest/globals";
import { paragraphs } from "../builders/readout.ts";
import { anAlertOf, received, unsubscribeUrl } from "./received.ts";

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
Change or pause your alerts:
https://readouts.norrhaven.example/manage?token=mine

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

  test("says the name that its owner gave the alert, and what it looks for", async () => {
    const { email } = await received(anAlertOf({ name: "The <river>" }));
    expect(email.text).toContain("your alert The <river> (treaty): found treaty (once)");
    expect(email.text).toContain("Stop the alert The <river>:");
    expect(email.html).toContain("<bdi>The &lt;river&gt;</bdi></b> (<bdi>treaty</bdi>)");
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
