import type { SearchQuery } from "../archive/search/search-archive.ts";
import { addMs, type Instant, toInstant } from "../runtime/instant.ts";
import { failure, type Answer, type SiteContext } from "./answering.ts";
import type { SearchFields } from "./pages/search-form.ts";
import type { SiteDeps } from "./site-deps.ts";

export type ReadingWindow =
  | {
      readonly ok: true;
      readonly window: SearchQuery;
      /** As they were given, for the form and for the link to the next page. */
      readonly fields: SearchFields;
      readonly limit: string | null;
    }
  | { readonly ok: false; readonly problem: Answer };

const usualLimit = 20;
const maxLimit = 100;
/** Clocks of press offices go wrong, and announcements are dated ahead. */
const aheadMs = 366 * 24 * 60 * 60 * 1000;

/** Which part of the archive is asked for: `source`, `since`, `until`, `limit`, `cursor`, `sort`. */
export function readWindow(c: SiteContext, { catalogue, clock }: SiteDeps): ReadingWindow {
  const given = (name: string): string => c.req.query(name)?.trim() ?? "";
  const fields = {
    q: c.req.query("q") ?? "",
    source: given("source"),
    since: given("since"),
    until: given("until"),
    sort: given("sort") === "relevance" ? ("relevance" as const) : ("" as const),
  };
  if (!["", "time", "relevance"].includes(given("sort"))) {
    return refused(`sort: write time or relevance, not ${given("sort")}.`);
  }
  if (fields.source !== "" && catalogue.get(fields.source) === null) {
    return refused(`source: there is no source ${fields.source} here; /sources lists them.`);
  }
  const since = fields.since === "" ? null : readDate(fields.since);
  const until = fields.until === "" ? addMs(clock.now(), aheadMs) : readDate(fields.until);
  if (since === undefined) return refused(`since: ${fields.since} is no date; write 2026-03-02.`);
  if (until === undefined) return refused(`until: ${fields.until} is no date; write 2026-03-02.`);
  const limit = given("limit");
  if (
    limit !== "" &&
    !(/^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= maxLimit)
  ) {
    return refused(`limit: ${limit} is no number from 1 to ${maxLimit}.`);
  }
  const window = {
    sourceId: fields.source === "" ? null : fields.source,
    since,
    until,
    cursor: c.req.query("cursor") ?? null,
    limit: limit === "" ? usualLimit : Number(limit),
    ...(fields.sort === "" ? {} : { sort: fields.sort }),
  };
  return { ok: true, window, fields, limit: limit === "" ? null : limit };
}

/** A day, taken from its beginning in UTC, or an instant; undefined where it is neither. */
function readDate(text: string): Instant | undefined {
  const isWritten = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/.test(text);
  if (!isWritten || Number.isNaN(Date.parse(text))) return undefined;
  const instant = toInstant(text);
  // JavaScript takes 31 February for 3 March.
  return instant.startsWith(text.slice(0, 10)) ? instant : undefined;
}

function refused(message: string): ReadingWindow {
  return { ok: false, problem: failure(400, "Not understood", message) };
}

/** What the address of the next page says beside its cursor. */
export function sameWindow({
  fields,
  limit,
}: Extract<ReadingWindow, { ok: true }>): Record<string, string> {
  const all = { ...fields, limit: limit ?? "" };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}
