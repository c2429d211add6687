import type { PublishedAt } from "../readouts/readout.ts";
import type { Day } from "../runtime/instant.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";
import type { AlertContent } from "./alert-content.ts";
import { shorten } from "./shorten.ts";
import { dayWords, momentWords } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

/** A label and what it says, in the order they are shown. */
export type Fact = readonly [label: string, value: string];

const maxNames = 6;
const maxChars = 300;

/** Who and where, and the first two of the four clocks: event and publication. */
export function alertFacts({ language, revision, timeZone }: AlertContent): readonly Fact[] {
  const { eventDate, participants, place, publishedAt } = revision.content;
  const words = wordsOf(language).alert;
  const shown = participants.slice(0, maxNames).map(({ name }) => name);
  const names = shown.join(", ");
  const others = participants.length - shown.length;
  const facts: readonly (Fact | null)[] = [
    names === "" ? null : [words.who, others > 0 ? words.namesAndMore(names, others) : names],
    place === null ? null : [words.where, place],
    eventDate === null ? null : [words.event, dayRange(eventDate, language)],
    publishedAt === null ? null : [words.published, stated(publishedAt, timeZone, language)],
  ];
  return facts
    .filter((fact) => fact !== null)
    .map(([label, value]) => [label, shorten(value, maxChars)]);
}

/** The other two clocks: when we read it, and when this was sent. */
export function ourClocks({ language, revision, sentAt }: AlertContent): string {
  const read = momentWords(revision.observedAt, "UTC", language);
  return wordsOf(language).alert.clocks(read, momentWords(sentAt, "UTC", language));
}

function dayRange(
  { from, to }: { readonly from: Day; readonly to: Day },
  language: MailLanguage,
): string {
  const first = dayWords(from, "UTC", language);
  return from === to ? first : wordsOf(language).alert.days(first, dayWords(to, "UTC", language));
}

/** A publication as precisely as it was stated. */
export function stated(
  { at, precision }: PublishedAt,
  timeZone: string,
  language: MailLanguage,
): string {
  switch (precision) {
    case "second":
    case "minute":
      return momentWords(at, timeZone, language);
    case "day":
      return dayWords(at, timeZone, language);
    case "observed":
      return wordsOf(language).alert.by(momentWords(at, timeZone, language));
  }
}

/** The page of this very revision, which stays as it is. */
export function revisionUrl({
  baseUrl,
  revision,
}: Pick<AlertContent, "baseUrl" | "revision">): string {
  return `${baseUrl}/readouts/${encodeURIComponent(revision.readoutId)}/revisions/${revision.revision}`;
}
