import type { PublishedAt } from "../../readouts/readout.ts";
import type { MarkedBlock } from "../markup.ts";
import type { Problem } from "../reading.ts";
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
  /** Dates it states that cannot be read or cannot be true. */
  readonly problems: readonly Problem[];
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
): Pick<PageParts, "publishedAt" | "eventDay" | "problems"> {
  const problems: Problem[] = [];
  const orRefused = <T>(text: string, rule: StatedRule, read: T | null): T | null => {
    if (read === null) problems.push(refusedDate(text, rule.selector));
    return read;
  };
  const style = ({ formats, earliest }: StatedRule): TimeStyle => ({
    timeZone,
    language,
    formats: formats ?? null,
    ignoreOffset: false,
    ...(earliest === undefined ? {} : { earliest }),
  });
  const at = (rule: StatedRule | undefined): PageParts["publishedAt"] => {
    const text = rule === undefined ? null : stated(rule);
    return rule === undefined || text === null
      ? null
      : orRefused(text, rule, readTime(text, style(rule)));
  };
  const dayAt = (rule: StatedRule | undefined): PageParts["eventDay"] => {
    const text = rule === undefined ? null : stated(rule);
    return rule === undefined || text === null
      ? null
      : orRefused(text, rule, readDay(text, style(rule)));
  };
  return { publishedAt: at(profile.published), eventDay: dayAt(profile.eventDate), problems };
}

/** Characters of a stated date that are told: more is not a date. */
const longestDate = 60;

export function refusedDate(text: string, where: string): Problem {
  return {
    what: `"${text.trim().slice(0, longestDate)}" is no date that can be true; it was not taken`,
    where,
  };
}
