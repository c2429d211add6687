import type { PublishedAt } from "../../readouts/readout.ts";
import type { MarkedBlock } from "../markup.ts";
import type { PageProfile, Source, StatedRule } from "../source.ts";
import { readDay, readTime, type TimeStyle } from "../stated-times.ts";

/** A page taken apart by its source's profile. */
export interface PageParts {
  readonly title: string;
  /** BCP 47, where the page names its own; null: the source's. */
  readonly language: string | null;
  readonly lead: string | null;
  readonly blocks: readonly MarkedBlock[];
  readonly publishedAt: PublishedAt | null;
  readonly eventDay: string | null;
  readonly place: string | null;
}

/** A page that is not what its profile says: of another kind, or without a text. */
export class PageError extends Error {
  override readonly name = "PageError";
}

/** Reads the times that a page states. @param stated gives what stands where a rule says */
export function statedTimes(
  profile: PageProfile,
  { timeZone, language }: Pick<Source, "timeZone" | "language">,
  stated: (rule: StatedRule) => string | null,
): Pick<PageParts, "publishedAt" | "eventDay"> {
  const style = ({ formats, earliest }: StatedRule): TimeStyle => ({
    timeZone,
    language,
    formats: formats ?? null,
    ignoreOffset: false,
    ...(earliest === undefined ? {} : { earliest }),
  });
  const at = (rule: StatedRule | undefined): PageParts["publishedAt"] => {
    const text = rule === undefined ? null : stated(rule);
    return rule === undefined || text === null ? null : readTime(text, style(rule));
  };
  const dayAt = (rule: StatedRule | undefined): PageParts["eventDay"] => {
    const text = rule === undefined ? null : stated(rule);
    return rule === undefined || text === null ? null : readDay(text, style(rule));
  };
  return { publishedAt: at(profile.published), eventDay: dayAt(profile.eventDate) };
}
