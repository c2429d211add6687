import { html } from "hono/html";
import type { Snippet } from "../query/snippets/snippets.ts";
import type { DiffPart } from "../readouts/difference.ts";
import { shownChanges } from "./alert-changes.ts";
import {
  type AlertContent,
  type AlertReason,
  changeSentence,
  nameAndQuery,
  reasonWords,
  speakerShown,
} from "./alert-content.ts";
import { alertFacts, ourClocks, revisionUrl } from "./alert-facts.ts";
import { button, fine, type Html, passageStyle, quiet } from "./letter.ts";
import type { MailWords } from "./words/mail-words.ts";
import { wordsOf } from "./words/words-of.ts";

/** The alert's body as HTML. */
export function alertHtml(alert: AlertContent): Html {
  const { change, language, reasons, revision, sourceName } = alert;
  const words = wordsOf(language);
  const said = words.alert;
  const sentence = changeSentence(alert);
  return html`<p class="quiet" style="margin:0 0 6px;${quiet}${fine}"><b class="kind" style="color:#0b4f9e;">${said.changes[change]}</b> · ${sourceName}</p>
<h1 lang="${revision.content.language}" dir="auto" style="font-size:22px;line-height:1.3;margin:0 0 14px;">${title(alert)}</h1>
${facts(alert)}
${sentence === null ? "" : html`<p style="margin:0 0 20px;">${sentence}</p>`}
${changes(alert)}
${passages(alert)}
<p style="margin:24px 0 20px;">${button(revisionUrl(alert), said.readInArchive)}</p>
<p style="margin:0 0 24px;${fine}">${said.atThePressOffice}${words.colon} <a href="${revision.url}" style="overflow-wrap:anywhere;">${revision.url}</a></p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
${reasons.map((reason) => why(reason, words))}
${reasons.length === 1 ? "" : html`<p style="margin:0 0 8px;${fine}"><a href="${alert.unsubscribeUrl}">${words.stopAllOfThese}</a></p>`}
<p style="margin:0 0 8px;${fine}"><a href="${alert.manageUrl}">${said.changeOrPause}</a></p>
<p class="quiet" style="margin:0;${quiet}${fine}">${ourClocks(alert)}</p>
</div>` as Html;
}

/** With the words found marked, where the title is a reason. */
function title({ snippets, revision }: AlertContent): Html | string {
  const found = snippets.find(({ where }) => where === "title");
  const whole = found?.parts.map(({ text }) => text).join("") === revision.content.title;
  return found !== undefined && whole ? marked(found) : revision.content.title;
}

function facts(alert: AlertContent): Html | string {
  const rows = alertFacts(alert);
  if (rows.length === 0) return "";
  return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px;${fine}">${rows.map(
    ([label, value]) =>
      html`<tr><td class="quiet" style="padding:0 14px 2px 0;vertical-align:top;${quiet}">${label}</td><td style="padding:0 0 2px;"><bdi>${value}</bdi></td></tr>`,
  )}</table>` as Html;
}

function passages({ difference, language, snippets }: AlertContent): Html | string {
  const shown = snippets.filter(({ where }) => where !== "title");
  if (shown.length === 0) return "";
  return html`${difference === null ? "" : heading(wordsOf(language).alert.whereItMatches)}${shown.map(passage)}` as Html;
}

function heading(words: string): Html {
  return html`<h2 style="font-size:17px;margin:24px 0 10px;">${words}</h2>` as Html;
}

function passage(snippet: Snippet): Html {
  const { language, direction } = snippet;
  const speaker = speakerShown(snippet);
  return html`<blockquote class="passage" lang="${language}" dir="${direction}" style="${passageStyle(direction)}">${
    speaker === null ? "" : html`<b style="${fine}"><bdi>${speaker}</bdi></b><br>`
  }${marked(snippet)}</blockquote>` as Html;
}

export function marked({ parts }: Snippet): Html {
  return html`${parts.map((part) =>
    part.marked
      ? html`<mark style="background:#fff0a8;color:#1a1a1a;">${part.text}</mark>`
      : part.text,
  )}` as Html;
}

function changes(alert: AlertContent): Html | string {
  const { difference, revision, snippets } = alert;
  if (difference === null) return "";
  const words = wordsOf(alert.language).alert;
  const { paragraphs, left } = shownChanges(difference);
  const { language } = revision.content;
  const direction = snippets[0]?.direction ?? "ltr";
  return html`${heading(words.whatChanged)}
${paragraphs.map((parts) => html`<p class="passage" lang="${language}" dir="auto" style="${passageStyle(direction)}">${parts.map(changed)}</p>`)}
${left === 0 ? "" : html`<p class="quiet" style="margin:0 0 16px;${quiet}${fine}">${words.moreInArchive(left)}</p>`}` as Html;
}

function changed({ kind, text }: DiffPart): Html | string {
  if (kind === "same") return text;
  return (
    kind === "added"
      ? html`<ins style="padding:0 2px;background:#d9f2df;color:#1a1a1a;">${text}</ins>`
      : html`<del style="padding:0 2px;background:#fbdcd9;color:#1a1a1a;">${text}</del>`
  ) as Html;
}

function why(reason: AlertReason, words: MailWords): Html {
  const [called, looksFor] = nameAndQuery(reason);
  return html`<p style="margin:0 0 8px;${fine}">${words.alert.youGetThis} <b><bdi>${called}</bdi></b>${looksFor === null ? "" : html` (<bdi>${looksFor}</bdi>)`}${words.colon} ${reasonWords(reason.clauses, words)}. <a href="${reason.unsubscribeUrl}">${words.stopThisAlert}</a></p>` as Html;
}
