import type { Snippet } from "../query/snippets/snippets.ts";
import type { DiffPart } from "../readouts/difference.ts";
import { shownChanges } from "./alert-changes.ts";
import {
  type AlertContent,
  calledWords,
  changeSentence,
  changeWords,
  nameAndQuery,
  reasonWords,
  speakerShown,
} from "./alert-content.ts";
import { alertFacts, ourClocks, revisionUrl } from "./alert-facts.ts";

/** The alert for those who read mail as text. Words found stand between asterisks. */
export function alertText(alert: AlertContent): string {
  const { revision, reasons } = alert;
  const sentence = changeSentence(alert);
  const lines = [
    `${changeWords[alert.change]} · ${alert.sourceName}`,
    "",
    revision.content.title,
    "",
    ...alertFacts(alert).map(([label, value]) => `${`${label}:`.padEnd(11)}${value}`),
    "",
    ...(sentence === null ? [] : [sentence, ""]),
    ...changes(alert),
    ...passages(alert),
    "Why you get this:",
    ...reasons.map((reason) => `  - your alert ${calledWords(reason)}: ${reasonWords(reason)}`),
    "",
    `In the archive:      ${revisionUrl(alert)}`,
    `At the press office: ${revision.url}`,
    "",
    "-- ",
    ...reasons.flatMap((reason) => [
      `Stop the alert ${nameAndQuery(reason)[0]}:`,
      reason.unsubscribeUrl,
    ]),
    ...(reasons.length === 1 ? [] : ["Stop all of these:", alert.unsubscribeUrl]),
    "Change or pause your alerts:",
    alert.manageUrl,
    "",
    ourClocks(alert),
  ];
  return `${lines.join("\n")}\n`;
}

function passages({ difference, snippets }: AlertContent): string[] {
  const shown = snippets.filter(({ where }) => where !== "title").flatMap(passage);
  return difference === null || shown.length === 0 ? shown : ["Where it matches:", "", ...shown];
}

function passage(snippet: Snippet): string[] {
  const speaker = speakerShown(snippet);
  const text = snippet.parts.map((part) => (part.marked ? `*${part.text}*` : part.text)).join("");
  return [...(speaker === null ? [] : [`${speaker}:`]), `> ${text}`, ""];
}

function changes({ difference }: AlertContent): string[] {
  if (difference === null) return [];
  const { paragraphs, left } = shownChanges(difference);
  return [
    "What changed, [-taken out-] and {+put in+}:",
    "",
    ...paragraphs.flatMap((parts) => [`> ${parts.map(bracketed).join("")}`, ""]),
    ...(left === 0 ? [] : [`… and ${left} more: see the archive.`, ""]),
  ];
}

function bracketed({ kind, text }: DiffPart): string {
  if (kind === "same") return text;
  return kind === "added" ? `{+${text}+}` : `[-${text}-]`;
}
