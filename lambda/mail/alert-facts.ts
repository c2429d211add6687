import { DateTime } from "luxon";
import type { PublishedAt } from "../readouts/readout.ts";
import type { Day, Instant } from "../runtime/instant.ts";
import type { AlertContent } from "./alert-content.ts";

/** A label and what it says, in the order they are shown. */
export type Fact = readonly [label: string, value: string];

/** Where and when: the place and the four clocks (event, published, read, sent). */
export function alertFacts(alert: AlertContent): readonly Fact[] {
  const { content, observedAt } = alert.revision;
  const { eventDate, publishedAt, place } = content;
  return [
    ["Source", alert.sourceName],
    ...(place === null ? [] : [["Place", place] as const]),
    ...(eventDate === null ? [] : [["Event", dayRange(eventDate)] as const]),
    ...(publishedAt === null ? [] : [["Published", stated(publishedAt, alert.timeZone)] as const]),
    ["Read", moment(observedAt, "UTC")],
    ["Sent", moment(alert.sentAt, "UTC")],
  ];
}

function dayRange({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;
}

function dayWords(day: Day): string {
  return DateTime.fromISO(day).setLocale("en-GB").toFormat("d LLLL yyyy");
}

function stated({ at, precision }: PublishedAt, timeZone: string): string {
  return precision === "day"
    ? DateTime.fromISO(at, { zone: timeZone }).setLocale("en-GB").toFormat("d LLLL yyyy")
    : moment(at, timeZone);
}

function moment(at: Instant, timeZone: string): string {
  return DateTime.fromISO(at, { zone: timeZone })
    .setLocale("en-GB")
    .toFormat("d LLLL yyyy, HH:mm ZZZZ");
}

/** The page of this very revision, which stays as it is. */
export function revisionUrl({ baseUrl, revision }: AlertContent): string {
  return `${baseUrl}/readouts/${encodeURIComponent(revision.readoutId)}/revisions/${revision.revision}`;
}

/** Paragraphs of a difference that a mail shows: the page shows all. */
export const maxChangedParagraphs = 20;

/** Characters of one changed paragraph that a mail shows. */
export const maxParagraphChars = 1500;
