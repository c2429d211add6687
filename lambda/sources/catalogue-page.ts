import type { Catalogue } from "./catalogue.ts";
import type { Listing, Source } from "./source.ts";

const bodies: Readonly<Record<Source["body"], string>> = {
  feed: "in the listing",
  page: "its own page",
  "page-else-feed": "its own page, else the listing",
};

/** `docs/sources.md`: the catalogue for people. */
export function renderCatalogue({ all }: Pick<Catalogue, "all">): string {
  const watched = all.filter((source) => source.watched === true);
  const places = new Set(all.map(({ country, publisher }) => country ?? publisher));
  return [
    "# Sources",
    "",
    "<!-- Made by `npm run docs:sources` from the files in sources/. Change those. -->",
    "",
    `${all.length} sources of ${places.size} governments and organisations. Those of the first table are watched unless`,
    'the [configuration](configuration.md) says otherwise (`"sources": "all"`, or a list of ids); the others wait for somebody',
    "who wants them. [Adding a source](adding-a-source.md) takes one file.",
    "",
    "_Verified_ says against what a source was tried: real copies of its pages, or nothing yet (`declared only`). What was",
    "reported by others we have not tried ourselves. A fallback listing is asked only when no other can be read; then",
    "`readouts sources` says so.",
    "",
    "## Watched",
    "",
    ...table(watched),
    "",
    "## Declared",
    "",
    ...table(all.filter((source) => source.watched !== true)),
    "",
    "## Each of them",
    "",
    ...all.flatMap(section),
  ].join("\n");
}

function table(sources: readonly Source[]): readonly string[] {
  const rows = [
    ["id", "who", "country", "language", "listing", "text", "verified"],
    ...sources.map((source) => {
      const formats = source.listings.filter(isCurrent).map(({ format }) => format);
      return [
        `[\`${source.id}\`](#${source.id})`,
        source.name,
        source.country ?? "–",
        source.page?.languages?.join(", ") ?? source.language,
        [...new Set(formats)].join(", "),
        bodies[source.body],
        source.verified.startsWith("declared only") ? "declared only" : "yes",
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler: string): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [
    line(head, " "),
    line(
      head.map(() => ""),
      "-",
    ),
    ...body.map((row) => line(row, " ")),
  ];
}

function section(source: Source): readonly string[] {
  const { id, name, publisher, homepage, listings, pollMinutes, licence, verified, note } = source;
  return [
    `### ${id}`,
    "",
    `[${name}](${homepage}): ${publisher}. Asked every ${pollMinutes} minutes.`,
    "",
    ...listings.map((listing) => `- ${listing.format}${roleOf(listing)}: <${listing.url}>`),
    "",
    `Text: ${bodies[source.body]}${profileOf(source)}. Licence of the texts: ${licence}.`,
    `Verified: ${verified}.`,
    ...(note === undefined ? [] : ["", note]),
    "",
  ];
}

function isCurrent({ former, fallback }: Listing): boolean {
  return former !== true && fallback !== true;
}

function roleOf({ former, fallback }: Listing): string {
  if (former === true) return ", former address";
  return fallback === true ? ", fallback" : "";
}

function profileOf({ body, page }: Source): string {
  if (body === "feed") return "";
  if (page === null) return ", read without a profile";
  return page.format === undefined || page.format === "html"
    ? ""
    : `, ${page.format.toUpperCase()}`;
}
