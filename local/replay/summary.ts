import type { Denial } from "../gateway.ts";
import type { ArchiveGrowth } from "./archive-counts.ts";
import type { TallyTotals } from "./tally.ts";

export interface ReplaySummary extends TallyTotals, ArchiveGrowth {
  readonly passedOver: readonly { readonly url: string; readonly reason: string }[];
  readonly deadLetters: readonly { readonly queue: string; readonly messages: number }[];
  /** Calls that a function's role did not allow. */
  readonly denials: readonly Denial[];
  readonly seconds: number;
}

/** How many URLs are named for each reason why entries were passed over. */
const examples = 3;

/** For people; the last line is one JSON object for programs. */
export function printSummary(summary: ReplaySummary): readonly string[] {
  const { passedOver, deadLetters, denials } = summary;
  const unreadable = summary.unreadable.filter(({ reason }) => !isNotRecorded(reason));
  const notRecorded = summary.unreadable.filter(({ reason }) => isNotRecorded(reason));
  return [
    "",
    `${summary.archived} readouts archived, ${summary.revisions} later revisions, ${summary.emails} alerts mailed, in ${summary.seconds} s.`,
    ...section(
      "Could not be read (the bytes are kept)",
      unreadable.map(({ url, reason }) => `${url}: ${reason}`),
    ),
    ...section("Named by a listing, but without text here", groupReasons(notRecorded)),
    ...section("Passed over", groupReasons(passedOver)),
    ...section(
      "Given up, in dead-letter queues",
      deadLetters.map(({ queue, messages }) => `${queue}: ${messages}`),
    ),
    ...section(
      "Not allowed by the stack's policies",
      denials.map(({ caller, action, resource }) => `${caller}: ${action} on ${resource}`),
    ),
    "",
    JSON.stringify({
      polled: summary.polled,
      captured: summary.captured,
      archived: summary.archived,
      revisions: summary.revisions,
      unreadable: unreadable.length,
      notRecorded: notRecorded.length,
      matched: summary.matched,
      emails: summary.emails,
      seconds: summary.seconds,
    }),
  ];
}

/** What a recording's proxy says of a page that it lacks: nothing was tried, so nothing failed. */
function isNotRecorded(reason: string): boolean {
  return reason === "not in the recording";
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function groupReasons(
  entries: readonly { readonly url: string; readonly reason: string }[],
): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { url, reason } of entries) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), url]);
  }
  return [...byReason].flatMap(([reason, urls]) => [
    `${urls.length}: ${reason}`,
    ...urls.slice(0, examples).map((url) => `  ${url}`),
    ...(urls.length > examples ? [`  and ${urls.length - examples} more`] : []),
  ]);
}
