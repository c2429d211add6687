import type { DiffPart } from "../readouts/difference.ts";
import { type AlertContent, type AlertReason, changeWords } from "./alert-content.ts";
import { alertFacts, maxChangedParagraphs, maxParagraphChars, revisionUrl } from "./alert-facts.ts";
import { shorten } from "./letter.ts";

/** The alert for those who read mail as text. Words found stand between asterisks. */
export function alertText(alert: AlertContent): string {
  const { revision, difference } = alert;
  const lines = [
    `${changeWords[alert.change]}: ${revision.content.title}`,
    "",
    ...alertFacts(alert).map(([label, value]) => `${`${label}:`.padEnd(11)}${value}`),
    "",
    ...(difference === null ? [] : changes(difference.paragraphs.map(({ parts }) => parts))),
    ...alert.reasons.flatMap(reason),
    `At the press office: ${revision.url}`,
    `In the archive:      ${revisionUrl(alert)}`,
    "",
    ...alert.reasons.flatMap(({ query, unsubscribeUrl }) => [
      `To stop alerts for ${query}:`,
      unsubscribeUrl,
      "",
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function reason({ query, clauses, snippets }: AlertReason): string[] {
  return [
    ...snippets.flatMap(({ speaker, parts }) => [
      ...(speaker === null ? [] : [`${speaker}:`]),
      `> ${parts.map(({ text, marked }) => (marked ? `*${text}*` : text)).join("")}`,
      "",
    ]),
    `You get this because of your alert: ${query}`,
    ...clauses.map((clause) => `  - ${clause}`),
    "",
  ];
}

function changes(paragraphs: readonly (readonly DiffPart[])[]): string[] {
  const shown = paragraphs.slice(0, maxChangedParagraphs);
  const left = paragraphs.length - shown.length;
  return [
    "What changed ([-removed-] {+added+}):",
    "",
    ...shown.flatMap((parts) => [shorten(parts.map(bracketed).join(""), maxParagraphChars), ""]),
    ...(left === 0 ? [] : [`… and ${left} more changed paragraphs: see the archive.`, ""]),
  ];
}

function bracketed({ kind, text }: DiffPart): string {
  if (kind === "same") return text;
  return kind === "added" ? `{+${text}+}` : `[-${text}-]`;
}
