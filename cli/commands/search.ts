import { type Command, Option, InvalidArgumentError } from "commander";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import type { Facets } from "../../lambda/archive/search/facets.ts";
import type { Hit } from "../../lambda/archive/search/hit.ts";
import { searchIndex } from "../../lambda/archive/search/open-index.ts";
import { countFacets, searchArchive } from "../../lambda/archive/search/search-archive.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { addMs, toInstant } from "../../lambda/runtime/instant.ts";
import { hitsJson } from "../../lambda/web/json.ts";
import type { Connection } from "../connection.ts";
import type { Report, Run } from "../program.ts";
import { queryProblem } from "../query-problem.ts";
import { noSuchSource, UserError } from "../user-error.ts";

interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly source?: string;
  readonly limit: number;
  readonly sort?: string;
  readonly facets?: true;
}

const yearMs = 366 * 24 * 60 * 60 * 1000;

export function addSearch(program: Command, run: Run): void {
  program
    .command("search")
    .description("readouts that match a query, newest first")
    .argument("<query>")
    .option("--since <date>", "published on or after: 2026-03-02", readDate)
    .option("--until <date>", "published before", readDate)
    .option("--source <id>", "of this source alone")
    .addOption(new Option("--sort <order>", "newest or best first").choices(["time", "relevance"]))
    .option("--facets", "count by source, country, speaker and month, too")
    .option("--limit <number>", "at most so many", readLimit, 20)
    .action(async (query: string, options: Options) => {
      await run(async (connection) => await search(query, options, connection));
    });
}

/** All pages up to the limit: a person at the keyboard wants the whole answer. */
export async function search(
  text: string,
  { since, until, source, limit, sort, facets }: Options,
  { catalogue, tables, output }: Connection,
): Promise<Report> {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new UserError(queryProblem(text, parsed.error), 2);
  if (source !== undefined && catalogue.get(source) === null) throw noSuchSource(source, catalogue);
  const readouts = readoutsTable(tables, output("ReadoutsTable"));
  const index = searchIndex(indexTable(tables, output("IndexTable")));
  const hits: Hit[] = [];
  let looked = 0;
  let cursor: string | null = null;
  const within = {
    sourceId: source ?? null,
    since: since ?? null,
    until: until ?? addMs(systemClock.now(), yearMs),
    ...(sort === "relevance" ? { sort: "relevance" as const } : {}),
  };
  do {
    const asked = { ...within, cursor, limit: limit - hits.length };
    const page = await searchArchive(parsed.query, asked, { readouts, index });
    hits.push(...page.hits);
    looked += page.looked;
    ({ cursor } = page);
  } while (cursor !== null && hits.length < limit);
  const counts =
    facets === true ? await countFacets(parsed.query, within, { readouts, index }) : null;
  return {
    json: {
      query: parsed.canonical,
      hits: hitsJson(hits),
      looked,
      ...(facets === true ? { facets: counts } : {}),
    },
    lines: [
      ...hits.flatMap(describe),
      ...(facets === true ? describeFacets(counts) : []),
      `${hits.length} found in ${looked} readouts.`,
    ],
  };
}

const line = (name: string, values: Facets["sources"]): string[] =>
  values.length === 0
    ? []
    : [`  ${name}: ${values.map(({ value, count }) => `${value} ${count}`).join(", ")}`];

function describeFacets(facets: Facets | null): string[] {
  if (facets === null) return ["The index is being built; it counts when it is complete.", ""];
  const { counted, isAll, sources, countries, speakers, months } = facets;
  return [
    isAll ? `Of all ${counted}:` : `Of the newest ${counted}:`,
    ...line("sources", sources),
    ...line("countries", countries),
    ...line("speakers", speakers),
    ...line("months", months),
    "",
  ];
}

function describe({ head, snippets }: Hit): string[] {
  return [
    `${head.publishedAt.at.slice(0, 10)}  ${head.readoutId}  ${head.title}`,
    ...snippets.map(({ speaker, parts }) => {
      const text = parts.map((part) => (part.marked ? `*${part.text}*` : part.text)).join("");
      return `    ${speaker === null ? "" : `${speaker}: `}${text}`;
    }),
    "",
  ];
}

export function readDate(text: string): string {
  const isWritten =
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/.test(text) && !Number.isNaN(Date.parse(text));
  // JavaScript takes 31 February for 3 March.
  const day = text.slice(0, 10);
  if (!isWritten || !toInstant(day).startsWith(day)) {
    throw new InvalidArgumentError("A date is written 2026-03-02.");
  }
  return toInstant(text);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new InvalidArgumentError("A whole number of at least 1.");
  return limit;
}
