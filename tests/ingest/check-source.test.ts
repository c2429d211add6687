import { describe, expect, test } from "@jest/globals";
import { checkDeclared, checkSite, type SourceCheck } from "../../lambda/ingest/check-source.ts";
import type { Fetcher } from "../../lambda/outside/fetcher.ts";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import { aSource } from "../builders/source.ts";
import { fetched } from "./site.ts";

const site = "https://press.ostrovia.fi";

/** A site of these pages; it names the hosts that it was asked for. */
function aSite(pages: Readonly<Record<string, string>>): Fetcher & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: async ({ url, hosts }) => {
      asked.push(url);
      if (!hosts.includes(new URL(url).hostname)) {
        return await Promise.resolve({ outcome: "refused", reason: "not among the hosts" });
      }
      const text = pages[url];
      return text === undefined ? { outcome: "gone", status: 404 } : fetched(url, text);
    },
  };
}

const text = "<p>The presidents of Ostrovia and Veldmark talked about fish and grain.</p>".repeat(
  12,
);
const page = `<html lang="fi"><head><title>Talks with Veldmark</title><meta property="article:published_time" content="2026-03-03T09:00:00Z"></head>
  <body><nav><a href="/">Home</a></nav><main><article><h1>Talks with Veldmark</h1>${text}</article></main></body></html>`;

function rss(body: string): string {
  const items = [101, 102, 103].map(
    (id) =>
      `<item><title>Talks no. ${id}</title><link>${site}/news/${id}</link><guid>${site}/news/${id}</guid>
       <pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate><description><![CDATA[${body}]]></description></item>`,
  );
  return `<rss version="2.0"><channel><title>President of Ostrovia | News</title><language>fi</language>${items.join("")}</channel></rss>`;
}

function draftOf({ source }: SourceCheck): NonNullable<SourceCheck["source"]> {
  if (source === null) throw new Error("no draft");
  // What is drafted is a catalogue file.
  readCatalogue([{ name: "draft.json", text: JSON.stringify(source) }]);
  return source;
}

describe("the feed of a site is found", () => {
  test("where its page declares it", async () => {
    const web = aSite({
      [`${site}/`]:
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="alternate" type="application/rss+xml" href="/news.rss">',
      [`${site}/news.rss`]: rss(text),
    });
    const check = await checkSite(`${site}/`, web);
    expect(web.asked).toEqual([`${site}/`, `${site}/news.rss`]);
    expect(draftOf(check)).toMatchObject({
      id: "ostrovia",
      name: "President of Ostrovia",
      country: "FI",
      language: "fi",
      timeZone: "Europe/Helsinki",
      listings: [{ url: `${site}/news.rss`, format: "rss" }],
      body: "feed",
      hosts: ["press.ostrovia.fi"],
      verified: "declared only",
    });
    expect(check.sample?.reading).toMatchObject({ content: { title: "Talks no. 101" } });
  });

  test("where such feeds lie, though the page names none", async () => {
    const web = aSite({ [`${site}/en/`]: "<p>Welcome</p>", [`${site}/en/feed/`]: rss("Short.") });
    expect(draftOf(await checkSite(`${site}/en/`, web)).listings[0]?.url).toBe(`${site}/en/feed/`);
  });

  test("where it was given itself; then the pages behind it are read", async () => {
    const web = aSite({ [`${site}/rss`]: rss("Short."), [`${site}/news/101`]: page });
    const check = await checkSite(`${site}/rss`, web);
    expect(draftOf(check)).toMatchObject({
      body: "page",
      identity: { urls: [expect.stringContaining("(\\d{3,})")] },
    });
    expect(check.entries.every(({ isReadout }) => isReadout)).toBe(true);
    expect(check.sample?.reading).toMatchObject({
      content: { title: "Talks with Veldmark", publishedAt: { at: "2026-03-03T09:00:00.000Z" } },
    });
  });
});

describe("without a feed", () => {
  const links = [1, 2, 3, 4, 5].map(
    (n) =>
      `<li><a href="/press/2026/0${n}/talks">The president talked about fish, no. ${n}</a></li>`,
  );
  const menu =
    '<a href="/about">About</a><a href="/contact-us">How to reach the press office today</a>';

  test("the links that look like news are the index", async () => {
    const web = aSite({
      [`${site}/press`]: `${menu}<ul>${links.join("")}</ul>`,
      [`${site}/press/2026/01/talks`]: page,
    });
    const check = await checkSite(`${site}/press`, web);
    expect(draftOf(check).listings).toEqual([
      { url: `${site}/press`, format: "html", html: { item: "a[href*='/press/']" } },
    ]);
    expect(check.entries).toHaveLength(5);
    expect(check.sample?.reading.outcome).toBe("read");
  });

  test("and without news, there is nothing, and few addresses were tried", async () => {
    const web = aSite({ [`${site}/`]: menu });
    const check = await checkSite(`${site}/`, web);
    expect(check).toMatchObject({ source: null, entries: [], sample: null });
    expect(web.asked.length).toBeLessThanOrEqual(11);
    expect(check.asked[1]).toEqual({ url: `${site}/feed/`, outcome: "HTTP 404" });
  });
});

describe("what a site may not make us do", () => {
  test("lead to another host", async () => {
    const web = aSite({
      [`${site}/`]:
        '<link rel="alternate" type="application/rss+xml" href="http://169.254.169.254/latest/">',
    });
    const check = await checkSite(`${site}/`, web);
    expect(check.asked).toContainEqual({
      url: "http://169.254.169.254/latest/",
      outcome: "not among the hosts",
    });
    expect(check.source).toBeNull();
  });

  test("that is blocked says so", async () => {
    const web: Fetcher = {
      fetch: async () => await Promise.resolve({ outcome: "blocked", reason: "a challenge page" }),
    };
    expect((await checkSite(`${site}/`, web)).asked).toEqual([
      { url: `${site}/`, outcome: "blocked: a challenge page" },
    ]);
  });
});

describe("a source of the catalogue", () => {
  const source = aSource({
    listings: [
      { url: `${site}/rss`, format: "rss" },
      { url: `${site}/other.rss`, format: "rss", fallback: true },
    ],
    hosts: ["press.ostrovia.fi"],
    identity: { urls: [`^${site}/news/(\\d+)$`] },
  });

  test("is read as its next poll would", async () => {
    const check = await checkDeclared(source, aSite({ [`${site}/rss`]: rss(text) }));
    expect(check.entries).toHaveLength(3);
    expect(check.sample?.reading.outcome).toBe("read");
  });

  test("is read through its fallback, if need be", async () => {
    const check = await checkDeclared(source, aSite({ [`${site}/other.rss`]: rss(text) }));
    expect(check.asked[0]).toEqual({ url: `${site}/rss`, outcome: "HTTP 404" });
    expect(check.entries).toHaveLength(3);
  });

  test("that answers something else says what", async () => {
    const check = await checkDeclared(source, aSite({ [`${site}/rss`]: "<html></html>" }));
    expect(check.asked[1]?.outcome).toContain("no feed that can be read");
    expect(check.sample).toBeNull();
  });
});
