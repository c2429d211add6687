import { changeWords } from "./alert-content.ts";
import { moment, revisionUrl, stated } from "./alert-facts.ts";
import {
  type DigestContent,
  type DigestGroup,
  type DigestItem,
  healthLines,
  readoutsWord,
  shownIn,
} from "./digest-content.ts";

/** The digest for those who read mail as text. */
export function digestText(digest: DigestContent): string {
  const { baseUrl, groups, health, manageUrl, sentAt, timeZone, total, unsubscribeUrl } = digest;
  const left = total - shownIn(digest);
  const lines = [
    `${readoutsWord(total)} for your alerts`,
    "",
    ...groups.flatMap((group) => [...groupText(group, baseUrl), ""]),
    ...(left > 0
      ? [`… and ${left} more: ${baseUrl}/search, or the links of each alert above.`, ""]
      : []),
    "-- ",
    "The sources of your alerts:",
    ...healthLines(health, (at) => moment(at, timeZone)).map(({ text }) => `  - ${text}`),
    "",
    ...groups.flatMap(({ name, unsubscribeUrl: url }) => [`Stop the alert ${name}:`, url]),
    ...(groups.length === 1 ? [] : ["Stop all of these:", unsubscribeUrl]),
    "See and change your alerts:",
    manageUrl,
    "",
    `Sent ${moment(sentAt, timeZone)}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function groupText({ name, items, searchUrl }: DigestGroup, baseUrl: string): string[] {
  return [
    `== ${name} (${readoutsWord(items.length)})`,
    `   All that it finds: ${searchUrl}`,
    "",
    ...items.flatMap((item) => itemText(item, baseUrl)),
  ];
}

function itemText(item: DigestItem, baseUrl: string): string[] {
  const { change, reasons, revision, snippets, sourceName, timeZone } = item;
  const { publishedAt, title } = revision.content;
  const told = change === "new" ? "" : `${changeWords[change]}: `;
  const when = publishedAt === null ? "" : `, ${stated(publishedAt, timeZone)}`;
  return [
    `* ${told}${title}`,
    `  ${sourceName}${when}`,
    ...snippets.map(
      ({ parts }) =>
        `  > ${parts.map((one) => (one.marked ? `*${one.text}*` : one.text)).join("")}`,
    ),
    ...reasons.map((reason) => `  - ${reason}`),
    `  ${revisionUrl({ baseUrl, revision })}`,
    "",
  ];
}
