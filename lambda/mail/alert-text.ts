import type { Snippet } from "../query/snippets/snippets.ts";
import type { DiffPart } from "../readouts/difference.ts";
import { shownChanges } from "./alert-changes.ts";
import {
  type AlertContent,
  calledWords,
  changeSentence,
  nameAndQuery,
  reasonWords,
  speakerShown,
} from "./alert-content.ts";
import { alertFacts, ourClocks, revisionUrl } from "./alert-facts.ts";
import { wordsOf } from "./words/words-of.ts";

/** The alert for those who read mail as text. Words found stand between asterisks. */
export function alertText(alert: AlertContent): string {
  const { language, revision, reasons } = alert;
  const words = wordsOf(language);
  const said = words.alert;
  const sentence = changeSentence(alert);
  const lines = [
    `${said.changes[alert.change]} · ${alert.sourceName}`,
    "",
    revision.content.title,
    "",
    ...aligned(alertFacts(alert), words.colon),
    "",
    ...(sentence === null ? [] : [sentence, ""]),
    ...changes(alert),
    ...passages(alert),
    `${said.whyYouGetThis}${words.colon}`,
    ...reasons.map(
      (reason) =>
        `  - ${said.yourAlert} ${calledWords(reason)}${words.colon} ${reasonWords(reason.clauses, words)}`,
    ),
    "",
    ...aligned(
      [
        [said.inTheArchive, revisionUrl(alert)],
        [said.atThePressOffice, revision.url],
      ],
      words.colon,
    ),
    "",
    "-- ",
    ...reasons.flatMap((reason) => [
      `${words.stopTheAlert} ${nameAndQuery(reason)[0]}${words.colon}`,
      reason.unsubscribeUrl,
    ]),
    ...(reasons.length === 1
      ? []
      : [`${words.stopAllOfThese}${words.colon}`, alert.unsubscribeUrl]),
    `${said.changeOrPause}${words.colon}`,
    alert.manageUrl,
    "",
    ourClocks(alert),
  ];
  return `${lines.join("\n")}\n`;
}

/** Labels and what they say, one below the other. */
function aligned(facts: readonly (readonly [string, string])[], colon: string): string[] {
  const width = Math.max(...facts.map(([label]) => label.length)) + colon.length + 1;
  return facts.map(([label, value]) => `${label}${colon}`.padEnd(width) + value);
}

function passages({ difference, language, snippets }: AlertContent): string[] {
  const shown = snippets.filter(({ where }) => where !== "title").flatMap(passage);
  if (difference === null || shown.length === 0) return shown;
  const { alert, colon } = wordsOf(language);
  return [`${alert.whereItMatches}${colon}`, "", ...shown];
}

function passage(snippet: Snippet): string[] {
  const speaker = speakerShown(snippet);
  const text = snippet.parts.map((part) => (part.marked ? `*${part.text}*` : part.text)).join("");
  return [...(speaker === null ? [] : [`${speaker}:`]), `> ${text}`, ""];
}

function changes({ difference, language }: AlertContent): string[] {
  if (difference === null) return [];
  const { alert, colon } = wordsOf(language);
  const { paragraphs, left } = shownChanges(difference);
  return [
    `${alert.whatChangedAsText}${colon}`,
    "",
    ...paragraphs.flatMap((parts) => [`> ${parts.map(bracketed).join("")}`, ""]),
    ...(left === 0 ? [] : [alert.moreInArchive(left), ""]),
  ];
}

function bracketed({ kind, text }: DiffPart): string {
  if (kind === "same") return text;
  return kind === "added" ? `{+${text}+}` : `[-${text}-]`;
}
