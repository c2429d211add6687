import type { DateTime } from "luxon";

/**
 * `16:40 EET`, the zone in the words of the moment's locale. As luxon's `HH:mm ZZZZ`, which makes a formatter for each name of
 * a zone: twelve times as slow, and half of what a mail took to render.
 */
export function clockWords(when: DateTime): string {
  const parts = when.toLocaleParts({ hour: "2-digit", timeZoneName: "short" });
  const zone = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${when.toFormat("HH:mm")} ${zone}`;
}
