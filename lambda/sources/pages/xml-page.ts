import { load } from "cheerio/slim";
import { mendXml } from "../listings/mended-xml.ts";
import { htmlToLine, tidy } from "../markup.ts";
import type { PageProfile, Source } from "../source.ts";
import { partOf } from "../stated-text.ts";
import { htmlBlocks } from "./json-page.ts";
import { PageError, type PageParts, statedTimes } from "./page-parts.ts";

/** Reads an XML document whose text is HTML, escaped, in one language or several. @throws PageError */
export function readXmlPage(source: Source, profile: PageProfile, xml: string): PageParts {
  const $ = load(mendXml(xml).text, { xmlMode: true });
  const text = (selector: string): string => $(selector).first().text().trim();
  const language = profile.languages?.find((one) => text(within(profile.body, one)) !== "") ?? null;
  const at = (selector: string | undefined): string =>
    selector === undefined ? "" : text(within(selector, language ?? source.language));
  const missing = profile.required?.find((selector) => at(selector) === "");
  if (missing !== undefined) {
    throw new PageError(`the document has no ${missing}: it may be of another kind`);
  }
  const title = tidy(at(profile.title));
  if (title === "") throw new PageError(`the document has no title (${profile.title})`);
  const lead = htmlToLine(at(profile.lead));
  const blocks = htmlBlocks(at(profile.body), profile);
  if (blocks.length === 0 && lead === "") {
    throw new PageError(`the document has no text (${profile.body})`);
  }
  const place = tidy(at(profile.place));
  return {
    title,
    language,
    lead: lead === "" ? null : lead,
    blocks,
    place: place === "" ? null : place,
    ...statedTimes(profile, source, (rule) => {
      const found = $(within(rule.selector, language ?? source.language)).first();
      return partOf(
        rule.attribute === undefined ? found.text() : (found.attr(rule.attribute) ?? null),
        rule,
      );
    }),
  };
}

function within(selector: string, language: string): string {
  return selector.replaceAll("{language}", language);
}
