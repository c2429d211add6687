import { Readability } from "@mozilla/readability";
import { load } from "cheerio/slim";
import { parseHTML } from "linkedom";
import type { PublishedAt } from "../../readouts/readout.ts";
import { collectBlocks, type MarkedBlock, tidy } from "../markup.ts";
import type { Source } from "../source.ts";
import { readTime, type TimeStyle } from "../stated-times.ts";
import { PageError, type PageParts } from "./page-parts.ts";
import { structuredData } from "./structured-data.ts";

type Page = ReturnType<typeof load>;

/** Never text of the document, by what the web's authors say of such elements (HTML, WAI-ARIA roles). */
const aside = [
  "script, style, noscript, template, nav, footer, form, button, iframe, figcaption, dialog",
  '[role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"]',
  '[role="tooltip"], [aria-hidden="true"], [hidden]',
].join(", ");

/** Words of class names and ids that press offices' sites give to what stands around a text. */
const asideNames = new Set(
  (
    "share sharing social cookie cookies consent tooltip popover popup " +
    "breadcrumb breadcrumbs related newsletter pagination pager tags tagcloud noprint " +
    "caption gallery slider carousel sidebar skip ignore toolbar copyright"
  ).split(" "),
);

/** More of the page's text than this is never beside the text. */
const mostOfAside = 0.4;

/** Where publishers that mark up their text by schema.org put it. */
const markedBody = '[itemprop~="articleBody"], [property~="schema:articleBody"]';

/**
 * Reads a page without a profile: the text by its schema.org markup or else by Mozilla's Readability, the
 * title and the time by JSON-LD, microdata, OpenGraph and Dublin Core, or by the page's heading.
 * @throws PageError where it has no title; NestingError, RangeError where the markup is nested too deeply
 */
export function readGenericPage(
  { timeZone, language }: Pick<Source, "timeZone" | "language">,
  html: string,
): PageParts {
  const $ = load(html);
  const stated = structuredData($);
  const title = readTitle($, stated.titles);
  if (title === null) throw new PageError("the page has no title");
  const style: TimeStyle = { timeZone, language, formats: null, ignoreOffset: false };
  const publishedAt = firstTime([...stated.published, ...timesOf($)], style);
  removeAside($);
  return {
    title,
    language: null,
    lead: null,
    blocks: withoutTitle(readBlocks($), title),
    publishedAt,
    eventDay: null,
    place: null,
    problems: [],
  };
}

/**
 * The heading that the metadata or the window's title repeat, or the only one; else what the metadata say.
 */
function readTitle($: Page, stated: readonly string[]): string | null {
  const headings = $("h1")
    .toArray()
    .map((one) => tidy($(one).text()))
    .filter((text) => text !== "");
  const claims = [...stated, tidy($("head > title").first().text())].filter((text) => text !== "");
  const confirmed = headings.find((heading) => claims.some((claim) => claim.includes(heading)));
  return (
    confirmed ?? (headings.length === 1 ? headings[0] : null) ?? claims[0] ?? headings[0] ?? null
  );
}

function timesOf($: Page): readonly string[] {
  const ofArticle = $("article time[datetime], main time[datetime]").first().attr("datetime");
  const times = $("time[datetime]");
  const only = times.length === 1 ? times.attr("datetime") : undefined;
  return [ofArticle, only].flatMap((text) => text ?? []);
}

function firstTime(texts: readonly string[], style: TimeStyle): PublishedAt | null {
  for (const text of texts) {
    const read = readTime(text, style);
    if (read !== null) return read;
  }
  return null;
}

function removeAside($: Page): void {
  $(aside).remove();
  const most = $("body").text().length * mostOfAside;
  for (const element of $("[class], [id]").toArray()) {
    const one = $(element);
    const names = `${one.attr("class") ?? ""} ${one.attr("id") ?? ""}`
      .toLowerCase()
      .split(/[^a-z]+/);
    if (!names.some((name) => asideNames.has(name) || name.endsWith("meta"))) continue;
    if (one.find("h1").length === 0 && one.text().length < most) one.remove();
  }
}

function readBlocks($: Page): readonly MarkedBlock[] {
  const marked = collectBlocks($(markedBody).toArray());
  if (marked.length > 0) return marked;
  const { document } = parseHTML($.html());
  const article = new Readability(document, { keepClasses: false }).parse();
  if (article?.content == null) return [];
  return collectBlocks(load(article.content, null, false).root().toArray());
}

/** A page's heading repeated at the beginning of its text is no paragraph of it. */
function withoutTitle(
  blocks: readonly MarkedBlock[],
  title: string | null,
): readonly MarkedBlock[] {
  const [first] = blocks;
  return first !== undefined && first.text === title ? blocks.slice(1) : blocks;
}
