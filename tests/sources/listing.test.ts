import { describe, expect, test } from "@jest/globals";
import { readListing } from "../../lambda/sources/listing.ts";
import type { Entry } from "../../lambda/sources/reading.ts";
import { aSource } from "../builders/source.ts";

const url = "https://press.ostrovia.example/feed/";

function read(feed: string, source = aSource()): ReturnType<typeof readListing> {
  return readListing(source, { url, bytes: Buffer.from(feed), contentType: "text/xml" });
}

function entriesOf(feed: string): readonly Entry[] {
  const reading = read(feed);
  if (reading.outcome === "unreadable") throw new Error(reading.reason);
  return reading.entries;
}

function problemsOf(feed: string): readonly string[] {
  const reading = read(feed);
  return reading.outcome === "read" ? reading.problems.map(({ what }) => what) : [reading.reason];
}

function rss(...items: readonly string[]): string {
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>${items.join("")}</channel></rss>`;
}

const item = `<item><guid isPermaLink="false">7</guid><title>Talks with Veldmark</title>
  <link>https://press.ostrovia.example/talks</link><pubDate>Tue, 03 Mar 2026 12:00:00 +0300</pubDate>
  <description>Short.</description><content:encoded><![CDATA[<p>The presidents <b>talked</b>.</p>]]></content:encoded></item>`;

describe("formats", () => {
  test("RSS 2.0: the whole text before its beginning", () => {
    expect(entriesOf(rss(item))).toEqual([
      expect.objectContaining({
        entryId: "7",
        url: "https://press.ostrovia.example/talks",
        title: "Talks with Veldmark",
        publishedAt: "2026-03-03T09:00:00.000Z",
        bodyHtml: "<p>The presidents <b>talked</b>.</p>",
      }),
    ]);
  });

  test("RSS 1.0: items beside the channel, named by rdf:about", () => {
    const [entry] = entriesOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>
      <item rdf:about="https://press.ostrovia.example/1"><title>One</title><dc:date>2026-03-03</dc:date></item></rdf:RDF>`);
    expect(entry).toMatchObject({ entryId: "https://press.ostrovia.example/1", title: "One" });
    expect(entry?.publishedAt).toBe("2026-03-02T21:00:00.000Z");
  });

  test("Atom: xml:base, inline XHTML, both dates, and where it goes on", () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://press.ostrovia.example/en/">
      <link rel="next" href="feed?page=2"/>
      <entry><id>tag:1</id><title type="text">Terms: a &lt; b</title><link rel="enclosure" href="a.mp3"/><link href="talks/1"/>
      <published>2026-03-03T09:00:00Z</published><updated>2026-03-03T10:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They talked.</p></div></content></entry></feed>`;
    const reading = read(feed);
    expect(reading).toMatchObject({
      nextUrl: "https://press.ostrovia.example/en/feed?page=2",
      entries: [
        {
          url: "https://press.ostrovia.example/en/talks/1",
          title: "Terms: a < b",
          publishedAt: "2026-03-03T09:00:00.000Z",
          updatedAt: "2026-03-03T10:00:00.000Z",
        },
      ],
    });
  });

  test("a module's elements are not the item's, whatever their names", () => {
    const [entry] = entriesOf(
      rss(
        item.replace(
          "<title>",
          '<m:title xmlns:m="https://media.example/">A picture</m:title><title>',
        ),
      ),
    );
    expect(entry?.title).toBe("Talks with Veldmark");
  });
});

describe("what is wrong is said, and the rest is read", () => {
  test.each([
    ["text before", `Warning: line 3\n${rss(item)}`, "there is text before the feed"],
    ["text after", `${rss(item)}<!-- ok --><script>x</script>`, "there is text after the feed"],
    ["a feed cut off", rss(item).replace("</channel></rss>", ""), "ends before it is closed"],
    ["an item cut off", rss(item).slice(0, -60), "ends before it is closed"],
    ["control characters", rss(item.replace("Talks", "Talks\u0008")), "control characters"],
    [
      "undeclared entities",
      rss(item.replace("Talks with", "Talks&nbsp;with")),
      "undeclared entities are read as HTML's: &nbsp;",
    ],
  ])("%s", (_, feed, problem) => {
    const [entry] = entriesOf(feed);
    expect(entry?.title).toBe("Talks with Veldmark");
    expect(problemsOf(feed).join("; ")).toContain(problem);
  });

  test.each([
    ["a title that is not closed", (feed: string) => feed.replace("</title>\n", "\n")],
    ["a guid that is not closed", (feed: string) => feed.replace("</guid>", "")],
    ["items that are not closed", (feed: string) => feed.replaceAll("</item>", "")],
  ])("%s costs nothing", (_, broken) => {
    const feed = broken(rss(item, item.replace(">7<", ">8<").replace("e/talks", "e/more")));
    expect(entriesOf(feed)).toMatchObject([
      {
        entryId: "7",
        url: "https://press.ostrovia.example/talks",
        title: "Talks with Veldmark",
        publishedAt: "2026-03-03T09:00:00.000Z",
        bodyHtml: expect.stringContaining("The presidents <b>talked</b>."),
      },
      { entryId: "8", url: "https://press.ostrovia.example/more" },
    ]);
  });

  test("bare ampersands stay", () => {
    const [entry] = entriesOf(rss(item.replace("Talks with", "Trade & talks with")));
    expect(entry?.title).toBe("Trade & talks with Veldmark");
  });

  test("an entry without an address is passed over, its neighbours are not", () => {
    const feed = rss("<item><title>Nowhere</title></item>", item);
    expect(entriesOf(feed)).toHaveLength(1);
    expect(problemsOf(feed)).toEqual(["an entry without a web address is passed over"]);
  });

  test("a link that is none is no address", () => {
    const bad = item.replace("https://press.ostrovia.example/talks", "javascript:alert(1)");
    expect(entriesOf(rss(bad, item))).toHaveLength(1);
  });

  test.each(["Tue, 03 Mar 1899 12:00:00 GMT", "yesterday", "Mon, 01 Jan 2099 00:00:00 GMT"])(
    "a date that cannot be true, %s, is left out",
    (date) => {
      const feed = rss(item.replace(/<pubDate>.*<\/pubDate>/, `<pubDate>${date}</pubDate>`));
      expect(entriesOf(feed)[0]?.publishedAt).toBeNull();
      expect(problemsOf(feed)).toEqual([expect.stringContaining("no date that can be true")]);
    },
  );

  test.each([
    ["the wrong day of the week", "Fri, 03 Mar 2026 12:00:00 +0300"],
    ["a month in full", "Tue, 03 March 2026 12:00:00 +0300"],
    ["a zone by its letters", "Tue, 03 Mar 2026 12:00:00 MSK"],
    ["SQL's form", "2026-03-03 12:00:00"],
  ])("a date with %s is read", (_, date) => {
    const feed = rss(item.replace(/<pubDate>.*<\/pubDate>/, `<pubDate>${date}</pubDate>`));
    expect(entriesOf(feed)[0]?.publishedAt).toBe("2026-03-03T09:00:00.000Z");
  });

  test("an entry without an id is known by its address", () => {
    const [entry] = entriesOf(rss(item.replace(/<guid.*<\/guid>/, "")));
    expect(entry?.entryId).toBe("https://press.ostrovia.example/talks");
  });

  test("an id of two addresses is none: both entries are read, each by its address", () => {
    const feed = rss(item, item.replace("example/talks", "example/more"));
    expect(entriesOf(feed).map(({ entryId }) => entryId)).toEqual([
      "https://press.ostrovia.example/talks",
      "https://press.ostrovia.example/more",
    ]);
    expect(problemsOf(feed)).toContain("entries of several addresses share an id");
  });

  test("characters that turn what follows are no part of a title", () => {
    const [entry] = entriesOf(rss(item.replace("Talks", "\u202ETalks\u2066")));
    expect(entry?.title).toBe("Talks with Veldmark");
  });

  test.each([
    ["nothing", ""],
    ["a page", "<!DOCTYPE html><html><body><p>Maintenance</p></body></html>"],
    ["words", "Service unavailable"],
  ])("%s is no feed", (_, text) => {
    expect(read(text)).toEqual({
      outcome: "unreadable",
      reason: "no feed that can be read: neither RSS nor Atom",
    });
  });
});

describe("a feed made to harm", () => {
  test("entities that grow are not grown", () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(50)}"><!ENTITY c "${"&b;".repeat(50)}">
      <!ENTITY x SYSTEM "file:///etc/passwd">]>${rss(item.replace("Talks", "&c;&x;Talks"))}`;
    const [entry] = entriesOf(bomb);
    expect(entry?.title?.length).toBeLessThan(100);
    expect(entry?.title).toContain("Talks");
  });

  test("elements 10,000 deep cost the entry that has them", () => {
    const deep = `<description>${"<b>".repeat(10_000)}x${"</b>".repeat(10_000)}</description>`;
    const [before, harmful, after] = entriesOf(
      rss(
        item,
        `<item><link>https://press.ostrovia.example/deep</link>${deep}</item>`,
        item.replace(">7<", ">8<").replace("e/talks", "e/more"),
      ),
    );
    expect([before?.title, after?.title]).toEqual(["Talks with Veldmark", "Talks with Veldmark"]);
    expect(harmful?.url).toBe("https://press.ostrovia.example/deep");
  });

  test.each([
    ["comments", "<!--"],
    ["sections", "<![CDATA["],
    ["elements", "<a>"],
    ["types", "<!DOCTYPE rss ["],
  ])("hundreds of thousands of %s that are not closed give no feed, soon", (_, opening) => {
    const reading = read(`<rss>${opening.repeat(300_000)}`);
    expect(reading.outcome === "read" ? reading.entries : []).toEqual([]);
  });

  test("100,000 entries are read", () => {
    const many = Array.from(
      { length: 100_000 },
      (_, n) =>
        `<item><guid>${n}</guid><link>https://press.ostrovia.example/${n}</link><title>No. ${n}</title></item>`,
    );
    expect(entriesOf(rss(...many))).toHaveLength(100_000);
  });
});

function digestOf(feed: string): string | undefined {
  return entriesOf(feed)[0]?.digest;
}

test("an entry that changed has another digest, one that did not has the same", () => {
  expect(digestOf(rss(item, item.replace("talks", "more")))).toBe(digestOf(rss(item)));
  expect(digestOf(rss(item.replace("Talks", "Further talks")))).not.toBe(digestOf(rss(item)));
});
