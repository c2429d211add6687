import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { checkDeclared, checkSite, type SourceCheck } from "../../lambda/ingest/check-source.ts";
import { httpFetcher } from "../../lambda/outside/http-fetcher.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { projectCatalogue } from "../project-catalogue.ts";
import type { Report, RunAlone } from "../program.ts";
import { noSuchSource, UserError } from "../user-error.ts";

interface CheckOptions {
  readonly contact?: string;
  readonly proxy?: string;
}

/** Entries shown; a program gets them all. */
const shown = 10;
/** Characters of the sample's text. */
const sampleLength = 300;

export function addSourcesCheck(sources: Command, runAlone: RunAlone): void {
  sources
    .command("check")
    .description(
      "tries a site, or a source of the catalogue: its feed, what would be read, a draft file",
    )
    .argument("<url-or-id>", "a press office's page or feed, or a source's id")
    .option("--contact <address>", "whom the press office can ask; goes into the User-Agent")
    .option("--proxy <url>", "an HTTP proxy that takes requests in absolute form")
    .action(async (what: string, options: CheckOptions) => {
      await runAlone(async () => await check(what, options));
    });
}

async function check(what: string, { contact, proxy }: CheckOptions): Promise<Report> {
  if (proxy !== undefined && !URL.canParse(proxy))
    throw new UserError(`${proxy} is no URL of a proxy.`, 2);
  const userAgent = `Readouts/${version()} (${contact === undefined ? "one look, by hand" : `+${contact}`})`;
  const fetcher = httpFetcher({ userAgent, proxyUrl: proxy ?? null, clock: systemClock });
  if (!/^https?:\/\//i.test(what)) {
    const catalogue = projectCatalogue();
    const source = catalogue.get(what);
    if (source !== null) return report(await checkDeclared(source, fetcher), false);
    if (/[/.:]/.test(what))
      throw new UserError(`${what} is no web address: it begins with https:// or http://.`, 2);
    throw noSuchSource(what, catalogue);
  }
  if (!URL.canParse(what)) throw new UserError(`${what} is no web address.`, 2);
  return report(await checkSite(new URL(what).href, fetcher), true);
}

function report(found: SourceCheck, isDraft: boolean): Report {
  const { asked, source, entries, problems, sample } = found;
  const readouts = entries.filter(({ isReadout }) => isReadout);
  const isReadable = readouts.length > 0 && sample?.reading.outcome === "read";
  const json = {
    asked,
    listing: source?.listings[0] ?? null,
    entries: entries.map(({ entryId, url, title, publishedAt, bodyHtml, isReadout }) => ({
      entryId,
      url,
      title,
      publishedAt,
      carriesText: bodyHtml !== null,
      isReadout,
    })),
    problems,
    sample,
    source: isDraft ? source : null,
  };
  const lines = [
    "Asked:",
    ...asked.map(({ url, outcome }) => `  ${url}: ${outcome}`),
    "",
    ...(source === null || entries.length === 0
      ? [
          "No feed and no index of news was found. Give the page that lists the news, or the feed itself.",
        ]
      : [
          `${entries.length} entries, ${readouts.length} of them readouts by their addresses:`,
          ...entries.slice(0, shown).map(describeEntry),
          ...(entries.length > shown ? [`  and ${entries.length - shown} more`] : []),
          ...problems
            .slice(0, shown)
            .map(({ what, where }) => `  wrong: ${what}${where === null ? "" : ` (${where})`}`),
          "",
          ...describeSample(sample),
          ...(isDraft ? draftLines(source) : []),
        ]),
  ];
  return { json, lines, exitCode: isReadable ? 0 : 1 };
}

function describeEntry({
  title,
  url,
  publishedAt,
  isReadout,
}: SourceCheck["entries"][number]): string {
  return `  ${isReadout ? "" : "(passed over) "}${publishedAt?.slice(0, 16) ?? "no date"}  ${title ?? "no title"}\n    ${url}`;
}

function describeSample(sample: SourceCheck["sample"]): readonly string[] {
  if (sample === null) return ["None of them could be fetched to be read.", ""];
  const { url, reading } = sample;
  if (reading.outcome === "unreadable") return [`${url} cannot be read: ${reading.reason}.`, ""];
  const { title, publishedAt, kind, blocks, turns } = reading.content;
  const text = blocks.map((block) => block.text).join(" ");
  return [
    `${url} would be read as:`,
    `  title      ${title}`,
    `  published  ${publishedAt?.at ?? "not stated"}`,
    `  kind       ${kind}; ${blocks.length} paragraphs, ${turns.length} turns`,
    `  text       ${text.slice(0, sampleLength)}${text.length > sampleLength ? " …" : ""}`,
    "",
  ];
}

function draftLines(source: SourceCheck["source"]): readonly string[] {
  if (source === null) return [];
  return [
    `A draft of sources/${source.id}.json; what is guessed (names, country, time zone, addresses) is for you to check:`,
    "",
    JSON.stringify(source, null, 2),
  ];
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, "../../package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
