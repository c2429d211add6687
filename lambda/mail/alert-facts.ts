import { DateTime } from "luxon";
import type { PublishedAt } from "../readouts/readout.ts";
import type { Day, Instant } from "../runtime/instant.ts";
import type { AlertContent } from "./alert-content.ts";
import { shorten } from "./shorten.ts";

/** A label and what it says, in the order they are shown. */
export type Fact = readonly [label: string, value: string];

const maxNames = 6;
const maxChars = 300;

/** Who and where, and the first two of the four clocks: event and publication. */
export function alertFacts(alert: AlertContent): readonly Fact[] {
  const { eventDate, participants, place, publishedAt } = alert.revision.content;
  const names = participants.slice(0, maxNames).map(({ name }) => name);
  const others = participants.length - names.length;
  const facts: readonly (Fact | null)[] = [
    names.length === 0
      ? null
      : ["Who", names.join(", ") + (others > 0 ? ` and ${others} more` : "")],
    place === null ? null : ["Where", place],
    eventDate === null ? null : ["Event", dayRange(eventDate)],
    publishedAt === null ? null : ["Published", stated(publishedAt, alert.timeZone)],
  ];
  return facts
    .filter((fact) => fact !== null)
    .map(([label, value]) => [label, shorten(value, maxChars)]);
}

/** The other two clocks: when we read it, and when this was sent. */
export function ourClocks({ revision, sentAt }: AlertContent): string {
  return `Read at the press office ${moment(revision.observedAt, "UTC")}; sent ${moment(sentAt, "UTC")}.`;
}

function dayRange({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return from === to ? dayWords(from, "UTC") : `${dayWords(from, "UTC")} to ${dayWords(to, "UTC")}`;
}

function dayWords(at: Instant, zone: string): string {
  return DateTime.fromISO(at, { zone }).setLocale("en-GB").toFormat("d LLLL yyyy");
}

/** A publication as precisely as it was stated. */
export function stated({ at, precision }: PublishedAt, timeZone: string): string {
  switch (precision) {
    case "second":
    case "minute":
      return moment(at, timeZone);
    case "day":
      return dayWords(at, timeZone);
    case "observed":
      return `by ${moment(at, timeZone)}`;
  }
}

/** A moment in a zone, with its zone said. */
export function moment(at: Instant, zone: string): string {
  return DateTime.fromISO(at, { zone }).setLocale("en-GB").toFormat("d LLLL yyyy, HH:mm ZZZZ");
}

/** The page of this very revision, which stays as it is. */
export function revisionUrl({
  baseUrl,
  revision,
}: Pick<AlertContent, "baseUrl" | "revision">): string {
  return `${baseUrl}/readouts/${encodeURIComponent(revision.readoutId)}/revisions/${revision.revision}`;
}
