import { describe, expect, test } from "@jest/globals";
import { NestingError } from "../../../lambda/sources/markup.ts";
import { PageError } from "../../../lambda/sources/pages/page-parts.ts";
import { readGenericPage } from "../../../lambda/sources/pages/generic-page.ts";

const source = { timeZone: "Europe/Tallinn", language: "en" } as const;

const sentences = [
  "The Prime Minister of Ostrovia, Ilse Orlan, received the President of Veldmark, Aksel Tamm, in Port Sella.",
  "They spoke for two hours, mostly about the water treaty, the new ferry and the price of herring.",
  "Both said, each in their own words, that the lake belongs to those who live around it, and to the fish.",
  "A second meeting is planned for the summer, in the north of Veldmark, where the nights are short then.",
];

function page({ head = "", body = "" }: { head?: string; body?: string }): string {
  return `<html><head><title>Talks in Port Sella | Government of Ostrovia</title>${head}</head><body>
    <nav><a href="/">Home</a><a href="/news">News</a></nav>
    <div class="breadcrumbs"><a href="/">Home</a> / News</div>
    <h1>Talks in Port Sella</h1>${body}
    <aside class="related-news"><h2>Related</h2><ul><li><a href="/2">The herring fair opens</a></li></ul></aside>
    <div id="cookie-consent">We use cookies.</div>
    <footer>Government of Ostrovia</footer></body></html>`;
}

const article = `<div class="text">
  ${sentences.map((text) => `<p>${text}</p>`).join("\n")}
  <p>They were joined by <b>Eda Marsk</b><span class="person-tooltip">Eda Marsk, Minister of Lakes</span> and others.</p>
  <div class="share-bar"><a href="#">Share this page</a></div>
  <h2>What was agreed</h2><ul><li>One ferry more</li></ul><blockquote>Water is patient.</blockquote>
</div>`;

function textsOf(html: string): readonly string[] {
  return readGenericPage(source, html).blocks.map(({ text }) => text);
}

const wanted = [
  ...sentences,
  "They were joined by Eda Marsk and others.",
  "What was agreed",
  "One ferry more",
  "Water is patient.",
];

describe("the text of a page without a profile", () => {
  test("is its article, without what stands around and hovers over it", () => {
    expect(textsOf(page({ body: article }))).toEqual(wanted);
  });

  test("is what schema.org marks as its body, however short", () => {
    const body = `<main><p>Before.</p><div itemprop="articleBody"><p>They met.</p></div><p>After.</p></main>`;
    expect(textsOf(page({ body }))).toEqual(["They met."]);
  });

  test("does not begin with the title again", () => {
    const body = `<div itemprop="articleBody"><h2>Talks in Port Sella</h2><p>They met.</p></div>`;
    expect(textsOf(page({ body }))).toEqual(["They met."]);
  });

  test("keeps a text that stands in a box with a telling name", () => {
    const body = `<div class="page-with-sidebar">${article}</div>`;
    expect(textsOf(page({ body }))).toEqual(wanted);
  });

  test("is nothing where there is none", () => {
    expect(textsOf("<html><body><h1>Talks</h1></body></html>")).toEqual([]);
  });

  test("nested 10,000 deep is refused, not followed", () => {
    const deep = `${"<div>".repeat(10_000)}<p>They met.</p>`;
    let caught: unknown;
    try {
      readGenericPage(source, page({ body: deep }));
    } catch (error) {
      caught = error;
    }
    expect(caught instanceof NestingError || caught instanceof RangeError).toBe(true);
  });
});

describe("its title", () => {
  test("is the heading that the window's title repeats", () => {
    const body = "<h1>Government of Ostrovia news</h1><p>They met.</p>";
    expect(readGenericPage(source, page({ body })).title).toBe("Talks in Port Sella");
  });

  test("is what the metadata say where there is no heading", () => {
    const html = `<head><meta property="og:title" content="Talks in Port Sella"></head><p>They met.</p>`;
    expect(readGenericPage(source, html).title).toBe("Talks in Port Sella");
  });

  test("must be there: a page without one is of another kind", () => {
    expect(() => readGenericPage(source, "<p>They met.</p>")).toThrow(PageError);
  });
});

describe("its time", () => {
  const at = "2026-03-02T14:40:00.000Z";
  test.each([
    [
      "JSON-LD",
      `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2026-03-02T16:40+02:00"}]}</script>`,
    ],
    ["OpenGraph", `<meta property="article:published_time" content="2026-03-02T14:40Z">`],
    ["Dublin Core", `<meta name="dcterms.issued" content="2026-03-02T16:40">`],
  ])("is read from %s", (_, head) => {
    expect(readGenericPage(source, page({ head })).publishedAt).toEqual({
      at,
      precision: "minute",
    });
  });

  test("is read from the article's time element", () => {
    const body = `<article><time datetime="2026-03-02">2 March</time><p>They met.</p></article>`;
    expect(readGenericPage(source, page({ body })).publishedAt).toEqual({
      at: "2026-03-01T22:00:00.000Z",
      precision: "day",
    });
  });

  test("is null where the metadata are broken or say what cannot be", () => {
    const head = `<script type="application/ld+json">{"@type": "NewsArticle",</script>
      <meta name="date" content="1899-01-01">`;
    expect(readGenericPage(source, page({ head })).publishedAt).toBeNull();
  });
});
