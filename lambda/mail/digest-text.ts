import { reasonWords } from "./alert-content.ts";
import { revisionUrl, stated } from "./alert-facts.ts";
import {
  type DigestContent,
  type DigestGroup,
  type DigestItem,
  shownIn,
} from "./digest-content.ts";
import { healthLines } from "./health-lines.ts";
import { momentWords } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

/** The digest for those who read mail as text. */
export function digestText(digest: DigestContent): string {
  const { baseUrl, groups, health, language, sentAt, timeZone, total } = digest;
  const words = wordsOf(language);
  const said = words.digest;
  const left = total - shownIn(digest);
  const lines = [
    said.forYourAlerts(words.readouts(total)),
    "",
    ...groups.flatMap((group) => [...groupText(group, digest), ""]),
    ...(left > 0
      ? [`${words.andMore(left)}${words.colon} ${said.searchOrLinks(`${baseUrl}/search`)}`, ""]
      : []),
    "-- ",
    `${words.health.sourcesOfYourAlerts}${words.colon}`,
    ...healthLines(health, timeZone, language).map(({ text }) => `  - ${text}`),
    "",
    ...groups.flatMap(({ name, unsubscribeUrl: url }) => [
      `${words.stopTheAlert} ${name}${words.colon}`,
      url,
    ]),
    ...(groups.length === 1
      ? []
      : [`${words.stopAllOfThese}${words.colon}`, digest.unsubscribeUrl]),
    `${words.seeAndChange}${words.colon}`,
    digest.manageUrl,
    "",
    words.sent(momentWords(sentAt, timeZone, language)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What all of a digest's parts need of it. */
type Within = Pick<DigestContent, "baseUrl" | "language">;

function groupText({ name, items, searchUrl }: DigestGroup, digest: Within): string[] {
  const words = wordsOf(digest.language);
  return [
    `== ${name} (${words.readouts(items.length)})`,
    `   ${words.digest.allThatItFinds}${words.colon} ${searchUrl}`,
    "",
    ...items.flatMap((item) => itemText(item, digest)),
  ];
}

function itemText(item: DigestItem, { baseUrl, language }: Within): string[] {
  const words = wordsOf(language);
  const { change, reasons, revision, snippets, sourceName, timeZone } = item;
  const { publishedAt, title } = revision.content;
  const told = change === "new" ? "" : `${words.alert.changes[change]}${words.colon} `;
  const when = publishedAt === null ? "" : `, ${stated(publishedAt, timeZone, language)}`;
  return [
    `* ${told}${title}`,
    `  ${sourceName}${when}`,
    ...snippets.map(
      ({ parts }) =>
        `  > ${parts.map((one) => (one.marked ? `*${one.text}*` : one.text)).join("")}`,
    ),
    ...reasons.map(
      ({ clauses, name }) => `  - ${name}${words.colon} ${reasonWords(clauses, words)}`,
    ),
    `  ${revisionUrl({ baseUrl, revision })}`,
    "",
  ];
}
