import type { Hit } from "../../archive/search/hit.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { readoutPath } from "../pages/markup.ts";

/** An alert's newest readouts, as both kinds of feed have them. */
export interface AlertFeed {
  readonly title: string;
  /** The feed's own address. */
  readonly selfUrl: string;
  readonly siteUrl: string;
  /** Instant of the newest entry, or of the feed's beginning. */
  readonly updatedAt: string;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** One for each readout, whatever becomes of it. */
  readonly id: string;
  /** Our page, which has every revision. */
  readonly url: string;
  readonly sourceUrl: string;
  readonly sourceName: string;
  readonly title: string;
  readonly language: string;
  readonly publishedAt: string;
  /** When we saw it first. */
  readonly seenAt: string;
  /** The passages that matched. */
  readonly passages: readonly string[];
}

/** Makes the feed of what a search found. */
export function alertFeed(
  its: Pick<AlertFeed, "title" | "selfUrl" | "siteUrl"> & { readonly since: string },
  hits: readonly Hit[],
  sources: Pick<Catalogue, "get">,
): AlertFeed {
  const { title, selfUrl, siteUrl, since } = its;
  const entries = hits.map(({ head, snippets }): FeedEntry => {
    const url = `${siteUrl}${readoutPath(head.readoutId)}`;
    return {
      id: url,
      url,
      sourceUrl: head.url,
      sourceName: sources.get(head.sourceId)?.name ?? head.sourceId,
      title: head.title,
      language: head.language,
      publishedAt: head.publishedAt.at,
      seenAt: head.firstSeenAt,
      passages: snippets.map(({ speaker, parts }) => {
        const words = parts.map(({ text }) => text).join("");
        return speaker === null ? words : `${speaker}: ${words}`;
      }),
    };
  });
  const updatedAt = entries.map(({ seenAt }) => seenAt).reduce((a, b) => (a > b ? a : b), since);
  return { title, selfUrl, siteUrl, updatedAt, entries };
}
