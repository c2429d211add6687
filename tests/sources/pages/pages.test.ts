import { describe, expect, test } from "@jest/globals";
import { readDocument } from "../../../lambda/sources/document.ts";
import type { DocumentReading } from "../../../lambda/sources/reading.ts";
import type { PageProfile } from "../../../lambda/sources/source.ts";
import { aSource } from "../../builders/source.ts";

const profile: PageProfile = {
  title: "h1",
  lead: ".intro",
  body: "article",
  place: ".place",
  published: { selector: ".date", pattern: "^Updated (.+)$", formats: ["d LLLL yyyy, HH:mm"] },
  drop: [".share", ".caption", ".kicker"],
};

function read(
  text: string | Uint8Array,
  page: PageProfile = profile,
  contentType: string | null = null,
): DocumentReading {
  const source = aSource({ body: "page", page });
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return readDocument(source, { url: "https://press.ostrovia.example/a", bytes, contentType });
}

function reasonOf(reading: DocumentReading): string {
  return reading.outcome === "unreadable" ? reading.reason : "it was read";
}

const page = `<html><body><nav>Home</nav><h1><em class="kicker">Foreign policy</em> Talks with Veldmark</h1>
  <p class="date">Updated 3 March 2026, 12:30</p><p class="place">Port\u00A0Ostrov</p><p class="intro">They met.</p>
  <article><article><p>The presidents talked.</p></article><div class="share">Share</div><figure>A<figcaption>Photo</figcaption></figure>
  <p class="caption">A picture</p><h2>Trade</h2><ul><li>Fish</li></ul><p>* * *</p><blockquote>Peace.</blockquote></article></body></html>`;

test("a page is read by its profile: the text, and nothing of what stands around it", () => {
  expect(read(page)).toMatchObject({
    outcome: "read",
    content: {
      title: "Talks with Veldmark",
      place: "Port Ostrov",
      lead: "They met.",
      publishedAt: { at: "2026-03-03T09:30:00.000Z", precision: "minute" },
      blocks: [
        { kind: "paragraph", text: "The presidents talked." },
        { kind: "heading", text: "Trade" },
        { kind: "list-item", text: "Fish" },
        { kind: "separator", text: "* * *" },
        { kind: "quote", text: "Peace." },
      ],
    },
  });
});

test("a JSON document is read by paths", () => {
  const json: PageProfile = {
    format: "json",
    title: "title",
    lead: "description",
    body: "details.body",
    language: "locale",
    published: { selector: "first_published_at" },
    required: ["details.body"],
  };
  const document = {
    title: "A call",
    description: "They <b>talked</b>.",
    locale: "fr",
    first_published_at: "2026-03-03T09:00:00Z",
    details: { body: "<p>One.</p><script>x</script><p>Two.</p>" },
  };
  expect(read(JSON.stringify(document), json)).toMatchObject({
    content: {
      title: "A call",
      lead: "They talked.",
      language: "fr",
      blocks: [{ text: "One." }, { text: "Two." }],
    },
  });
  expect(reasonOf(read('{"title":"A list"}', json))).toContain("has no details.body");
  expect(reasonOf(read("<html>", json))).toBe("it is not JSON");
});

test("an XML message is read in the first of its languages that has a text", () => {
  const xml: PageProfile = {
    format: "xml",
    languages: ["en", "de"],
    title: "content[lang={language}] > title",
    body: "content[lang={language}] > text",
    published: { selector: "pubdate" },
  };
  const message = `<message><pubdate>2026-03-03</pubdate><content lang="de"><title>Treffen</title><text>&lt;p&gt;Eins.&lt;/p&gt;</text></content></message>`;
  expect(read(message, xml)).toMatchObject({
    content: { title: "Treffen", language: "de", blocks: [{ text: "Eins." }] },
  });
});

describe("what is no readout is said to be none", () => {
  test.each([
    ["an empty page", "", "the page is empty"],
    ["a page of another kind", "<h1>Contacts</h1><p>Telephone</p>", "it may be of another kind"],
    ["a page without a title", "<article>Text</article>", "the page has no title (h1)"],
    ["a page of pictures", "<h1>T</h1><article><img src=1></article>", "only pictures in it"],
    ["a page whose text is a file", '<h1>T</h1><article><a href="a.pdf"></a></article>', "PDF"],
    ["markup 10,000 deep", `<h1>T</h1><article>${"<b>".repeat(10_000)}x`, "nested"],
  ])("%s", (_, html, reason) => {
    expect(reasonOf(read(html))).toContain(reason);
  });

  test.each([
    ["a PDF", Buffer.from("%PDF-1.7\n"), null, "a PDF, which is not read yet"],
    ["a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "text/html", "a picture, which"],
    ["an office document", Buffer.from("504b030414", "hex"), null, "an office document"],
    ["a film", Buffer.from("...."), "video/mp4", "a file of video"],
  ])("%s", (_, bytes, contentType, reason) => {
    expect(reasonOf(read(bytes, profile, contentType))).toContain(reason);
  });

  test("a page without what its profile requires", () => {
    const required = { ...profile, required: [".readout"] };
    expect(reasonOf(read(page, required))).toBe(
      "the page has no .readout: it may be of another kind",
    );
  });
});

test("a truncated page gives what came of it", () => {
  const reading = read(page.slice(0, page.indexOf("<h2>") + 12));
  expect(reading).toMatchObject({ content: { blocks: [{ text: "The presidents talked." }, {}] } });
});

test("markup 300,000 deep is refused before it costs anything", () => {
  expect(reasonOf(read(`<h1>T</h1><article>${"<b>".repeat(300_000)}x`))).toContain("nested");
});

test("entities of a page do not grow", () => {
  const bomb = `<!DOCTYPE html [<!ENTITY a "${"ha".repeat(1000)}">]>${page.replace("talked", "&a;&a;talked")}`;
  expect(JSON.stringify(read(bomb)).length).toBeLessThan(3000);
});

test.each(["3 March 1899, 12:30", "3 March 2099, 12:30", "some day"])(
  "a date that cannot be true is not taken, and said: %s",
  (date) => {
    expect(read(page.replace("3 March 2026, 12:30", date))).toMatchObject({
      outcome: "read",
      content: { title: "Talks with Veldmark", publishedAt: null },
      problems: [{ what: expect.stringContaining(`"${date}"`), where: ".date" }],
    });
  },
);
