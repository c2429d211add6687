import { type Cheerio, type CheerioAPI, load } from "cheerio/slim";
import type { AnyNode } from "domhandler";
import { collectBlocks, tidy } from "../markup.ts";
import type { PageProfile, Source } from "../source.ts";
import { statedText } from "../stated-text.ts";
import { PageError, type PageParts, statedTimes } from "./page-parts.ts";

/** @throws PageError where the profile's title, text or another required element is not there */
export function readHtmlPage(source: Source, profile: PageProfile, html: string): PageParts {
  const $ = load(html);
  const missing = profile.required?.find((selector) => $(selector).length === 0);
  if (missing !== undefined) {
    throw new PageError(`the page has no ${missing}: it may be of another kind`);
  }
  const drop = ["script", "style", ...(profile.drop ?? [])].join(", ");
  const title = textWithout($(profile.title).first(), drop);
  if (title === "") throw new PageError(`the page has no title (${profile.title})`);
  const times = statedTimes(profile, source, (rule) => statedText($.root(), rule));
  const place = profile.place === undefined ? "" : tidy($(profile.place).first().text());
  const language = profile.language === undefined ? null : languageOf($(profile.language).first());
  $(drop).remove();
  const lead = takeText($, profile.lead);
  const bodies = outermost($, profile.body);
  if (bodies.length === 0) {
    throw new PageError(`the page has no text (${profile.body}): it may be of another kind`);
  }
  const blocks = collectBlocks(bodies);
  if (lead === null && isOnlyFiles($, bodies)) throw new PageError(whyEmpty($, bodies));
  return { title, language, lead, blocks, place: place === "" ? null : place, ...times };
}

/** Takes the text of the elements of a selector out of the document. */
export function takeText($: CheerioAPI, selector: string | undefined): string | null {
  if (selector === undefined) return null;
  const found = $(selector);
  const text = tidy(
    collectBlocks(found.toArray())
      .map((block) => block.text)
      .join(" "),
  );
  found.remove();
  return text === "" ? null : text;
}

function textWithout(element: Cheerio<AnyNode>, drop: string): string {
  const copy = element.clone();
  copy.find(drop).remove();
  return tidy(copy.text());
}

function languageOf(element: Cheerio<AnyNode>): string | null {
  return element.attr("lang") ?? element.attr("content") ?? null;
}

/** An element within another that is chosen is chosen with it. */
function outermost($: CheerioAPI, selector: string): readonly AnyNode[] {
  const found = $(selector);
  const chosen = new Set<AnyNode>(found.toArray());
  return found.toArray().filter((element) => {
    for (let one: AnyNode | null = element.parent; one !== null; one = one.parent) {
      if (chosen.has(one)) return false;
    }
    return true;
  });
}

const files = "a[href$='.pdf' i], a[type^='application/pdf']";

/** Whether nothing is left of a text without its links to files, whose text is their name. */
function isOnlyFiles($: CheerioAPI, bodies: readonly AnyNode[]): boolean {
  const copies = $([...bodies]).clone();
  copies.find(files).remove();
  return collectBlocks(copies.toArray()).length === 0;
}

function whyEmpty($: CheerioAPI, bodies: readonly AnyNode[]): string {
  const within = $([...bodies]);
  const file = within.find(files).first().attr("href");
  if (file !== undefined) return `the text is in a PDF, which is not read yet: ${file}`;
  if (within.find("img, picture").length > 0) return "there are only pictures in it";
  return "there is no text in it";
}
