import { load } from "cheerio/slim";
import { parseJson, textAtPath } from "../listings/json-path.ts";
import { collectBlocks, htmlToLine, type MarkedBlock, tidy } from "../markup.ts";
import type { PageProfile, Source } from "../source.ts";
import { partOf } from "../stated-text.ts";
import { PageError, type PageParts, statedTimes } from "./page-parts.ts";

/** Reads a JSON document whose text is HTML. @throws PageError */
export function readJsonPage(source: Source, profile: PageProfile, text: string): PageParts {
  const document = parseJson(text);
  if (document === undefined) throw new PageError("it is not JSON");
  const missing = profile.required?.find((path) => textAtPath(document, path) === null);
  if (missing !== undefined) {
    throw new PageError(`the document has no ${missing}: it may be of another kind`);
  }
  const title = textAtPath(document, profile.title);
  if (title === null) throw new PageError(`the document has no title (${profile.title})`);
  const body = textAtPath(document, profile.body);
  if (body === null) {
    throw new PageError(`the document has no text (${profile.body}): it may be of another kind`);
  }
  const lead = textAtPath(document, profile.lead);
  const place = textAtPath(document, profile.place);
  const blocks = htmlBlocks(body, profile);
  if (blocks.length === 0 && lead === null) throw new PageError("there is no text in it");
  return {
    title: tidy(title),
    language: textAtPath(document, profile.language),
    lead: lead === null ? null : htmlToLine(lead),
    blocks,
    place: place === null ? null : tidy(place),
    ...statedTimes(profile, source, (rule) => partOf(textAtPath(document, rule.selector), rule)),
  };
}

/** The blocks of HTML that another format carries. */
export function htmlBlocks(html: string, { drop = [] }: PageProfile): readonly MarkedBlock[] {
  const $ = load(html, null, false);
  $(["script", "style", ...drop].join(", ")).remove();
  return collectBlocks($.root().toArray());
}
