import { createHash } from "node:crypto";
import type { ReadoutContent } from "./readout.ts";

/**
 * SHA-256, hex, of what a readout says: its title, dates, place and text. Not of what is derived from
 * them (turns, kind, countries), nor of when we first saw it.
 */
export function contentHash(content: ReadoutContent): string {
  const { title, publishedAt, eventDate, place, lead, blocks } = content;
  const canonical = [
    title,
    publishedAt === null || publishedAt.precision === "observed" ? null : publishedAt.at,
    eventDate === null ? null : [eventDate.from, eventDate.to],
    place,
    lead,
    blocks.map(({ kind, text }) => [kind, text]),
  ];
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}

/** Words of lead and body; in scripts without spaces, runs of letters. */
export function countWords({ lead, blocks }: Pick<ReadoutContent, "lead" | "blocks">): number {
  const texts = [...(lead === null ? [] : [lead]), ...blocks.map(({ text }) => text)];
  return texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}
