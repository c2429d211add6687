import { describe, expect, test } from "@jest/globals";
import { readListing } from "../../../lambda/sources/listing.ts";
import type { Entry, ListingReading } from "../../../lambda/sources/reading.ts";
import type { Listing } from "../../../lambda/sources/source.ts";
import { aSource } from "../../builders/source.ts";

const site = "https://press.ostrovia.example";

function read(listing: Omit<Listing, "url">, text: string, url = `${site}/list`): ListingReading {
  const source = aSource({
    listings: [{ url: `${site}/list`, ...listing }],
    identity: { urls: [`^${site}/.+`], canonicalUrl: `${site}/messages/{id}` },
  });
  return readListing(source, { url, bytes: Buffer.from(text), contentType: null });
}

function entriesOf(reading: ListingReading): readonly Entry[] {
  if (reading.outcome === "unreadable") throw new Error(reading.reason);
  return reading.entries;
}

test("JSON Feed: HTML or plain text, relative addresses, the next page", () => {
  const reading = read(
    { format: "json-feed" },
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "News",
      next_url: "/list?page=2",
      items: [
        {
          id: "1",
          url: "/talks",
          title: "Talks <in> the capital",
          content_html: "<p>They talked.</p>",
          date_published: "2026-03-03T12:00:00+03:00",
        },
        { id: 2, url: `${site}/call`, title: "A call", content_text: "One & one.\n\nTwo." },
      ],
    }),
  );
  expect(reading).toMatchObject({ nextUrl: `${site}/list?page=2` });
  expect(entriesOf(reading)).toEqual([
    expect.objectContaining({
      entryId: "1",
      url: `${site}/talks`,
      title: "Talks <in> the capital",
      publishedAt: "2026-03-03T09:00:00.000Z",
      bodyHtml: "<p>They talked.</p>",
    }),
    expect.objectContaining({
      entryId: "2",
      bodyHtml: "<p>One &amp; one.</p><p>Two.</p>",
    }),
  ]);
});

test("WordPress's posts: Greenwich's times, entities in titles", () => {
  const [entry] = entriesOf(
    read(
      { format: "wordpress" },
      JSON.stringify([
        {
          id: 7,
          guid: { rendered: `${site}/?p=7` },
          link: `${site}/talks/`,
          title: { rendered: "Veldmark&#8217;s envoy" },
          content: { rendered: "<p>Received.</p>" },
          date: "2026-03-03T12:00:00",
          date_gmt: "2026-03-03T09:00:00",
          modified_gmt: "2026-03-03T10:00:00",
        },
      ]),
    ),
  );
  expect(entry).toMatchObject({
    entryId: `${site}/?p=7`,
    title: "Veldmark’s envoy",
    publishedAt: "2026-03-03T09:00:00.000Z",
    updatedAt: "2026-03-03T10:00:00.000Z",
    bodyHtml: "<p>Received.</p>",
  });
});

test("a search API like GOV.UK's", () => {
  const [entry] = entriesOf(
    read(
      { format: "gov-uk" },
      JSON.stringify({
        results: [
          {
            title: "A call",
            link: "/news/call",
            public_timestamp: "2026-03-03T09:00:00Z",
            _id: "/news/call",
          },
        ],
      }),
    ),
  );
  expect(entry).toMatchObject({ url: `${site}/news/call`, title: "A call" });
});

test("any JSON by the paths that its source declares", () => {
  const rule = { items: "data.list", url: "page.path", title: "heading", published: "day" };
  const [entry] = entriesOf(
    read(
      { format: "json", json: rule },
      JSON.stringify({
        data: { list: [{ page: { path: "/a" }, heading: "A", day: "2026-03-03" }] },
      }),
    ),
  );
  expect(entry).toMatchObject({
    url: `${site}/a`,
    title: "A",
    publishedAt: "2026-03-02T21:00:00.000Z",
  });
});

test.each([
  ["no JSON", "<html></html>", "not JSON"],
  ["JSON without a list", "{}", "JSON without a list at items"],
])("%s is named", (_, text, reason) => {
  expect(read({ format: "json-feed" }, text)).toEqual({
    outcome: "unreadable",
    reason: `no feed that can be read: ${reason}`,
  });
});

describe("an index page", () => {
  const html = {
    item: "li.news",
    link: "a.title",
    published: { selector: ".date", pattern: "on (.+)$", formats: ["d LLLL yyyy"] },
    next: "a[rel=next]",
  } as const;
  const page = `<ul>
    <li class="news"><a href="/picture"><img></a><a class="title" href="/talks">Talks  &amp; a visit</a><span class="date">Published on 3 March 2026</span></li>
    <li class="news"><a class="title" href="/talks">Read more</a></li>
    <li class="news"><a class="title" href="javascript:void(0)">Share</a></li>
    <li class="news"><a class="title" href="/call">A call</a><span class="date">on some day</span></li>
    </ul><a rel="next" href="/list?page=2">Older</a>`;

  test("gives each address once, with its title and day, and where it goes on", () => {
    const reading = read({ format: "html", html }, page);
    expect(entriesOf(reading)).toMatchObject([
      {
        entryId: `${site}/talks`,
        title: "Talks & a visit",
        publishedAt: "2026-03-02T21:00:00.000Z",
        bodyHtml: null,
      },
      { url: `${site}/call`, title: "A call", publishedAt: null },
    ]);
    expect(reading).toMatchObject({
      nextUrl: `${site}/list?page=2`,
      problems: [{ what: 'the publication date "some day" is no date that can be true' }],
    });
  });

  test("is read by the same selectors on its further pages", () => {
    expect(entriesOf(read({ format: "html", html }, page, `${site}/list?page=2`))).toHaveLength(2);
  });

  test("makes addresses of numbers, where there are no links", () => {
    const rule = {
      item: "li",
      linkAttribute: "data-id",
      linkTemplate: "/messages/{value}",
      title: "b",
    } as const;
    const [entry] = entriesOf(
      read({ format: "html", html: rule }, '<li data-id="42"><b>Forty-two</b></li>'),
    );
    expect(entry).toMatchObject({ url: `${site}/messages/42`, title: "Forty-two" });
  });

  test("without entries is another page, and said to be", () => {
    expect(read({ format: "html", html }, "<p>Maintenance</p>")).toEqual({
      outcome: "unreadable",
      reason: "no feed that can be read: an index without entries (li.news)",
    });
  });
});

function content(lang: string, title: string): string {
  return `<content lang="${lang}"><title>${title}</title><lead>Lead.</lead><text>&lt;p&gt;Text.&lt;/p&gt;</text></content>`;
}

test("messages in several languages: the source's own, else the first", () => {
  const entries = entriesOf(
    read(
      { format: "messages" },
      `<messages xmlns="https://messages.example/"><message id="1"><pubdate>2026-03-03</pubdate>${content("de", "Treffen")}${content("en", "Meeting")}</message>
       <message id="2">${content("de", "Besuch")}</message></messages>`,
    ),
  );
  expect(entries).toMatchObject([
    {
      entryId: "1",
      url: `${site}/messages/1`,
      title: "Meeting",
      bodyHtml: "<p>Lead.</p><p>Text.</p>",
    },
    { entryId: "2", url: `${site}/messages/2`, title: "Besuch" },
  ]);
});
