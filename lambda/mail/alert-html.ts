import { html } from "hono/html";
import type { Snippet } from "../query/snippets.ts";
import type { ChangedParagraph, DiffPart } from "../readouts/difference.ts";
import { type AlertContent, type AlertReason, changeWords } from "./alert-content.ts";
import { alertFacts, maxChangedParagraphs, maxParagraphChars, revisionUrl } from "./alert-facts.ts";
import { type Html, shorten } from "./letter.ts";

const quiet = "color:#595959;";
const small = "font-size:14px;";

/** The alert's body as HTML. */
export function alertHtml(alert: AlertContent): Html {
  const { revision, difference, change } = alert;
  const { title, language } = revision.content;
  return html`<p class="quiet" style="margin:0 0 4px;${quiet}${small}text-transform:uppercase;letter-spacing:.05em;">${changeWords[change]}</p>
<h1 lang="${language}" style="font-size:22px;line-height:1.3;margin:0 0 12px;"><a href="${revision.url}" style="color:inherit;text-decoration:none;"><bdi>${title}</bdi></a></h1>
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px;${small}line-height:1.5;">${alertFacts(
    alert,
  ).map(
    ([label, value]) =>
      html`<tr><td class="quiet" style="padding:0 12px 0 0;vertical-align:top;${quiet}">${label}</td><td>${value}</td></tr>`,
  )}</table>
${difference === null ? "" : changes(difference.paragraphs)}
${alert.reasons.map(reason)}
<p style="margin:20px 0;"><a class="button" href="${revisionUrl(alert)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b4f9e;color:#ffffff;text-decoration:none;font-weight:600;">Read it in the archive</a></p>
<p style="margin:0 0 20px;">At the press office: <a href="${revision.url}" style="word-break:break-all;">${revision.url}</a></p>
<hr style="border:0;border-top:1px solid #c8c8c8;margin:24px 0 12px;">
${alert.reasons.map(
  ({ query, unsubscribeUrl }) =>
    html`<p class="quiet" style="margin:0 0 8px;${quiet}${small}">You asked for <bdi>${query}</bdi>. <a href="${unsubscribeUrl}">Stop this alert</a></p>`,
)}` as Html;
}

function reason({ query, clauses, snippets }: AlertReason): Html {
  return html`${snippets.map(passage)}
<p class="quiet" style="margin:0 0 16px;${quiet}${small}">Why you get this: your alert <b><bdi>${query}</bdi></b>${
    clauses.length === 0 ? "" : html` (${clauses.join("; ")})`
  }</p>` as Html;
}

function passage({ speaker, parts, language, direction }: Snippet): Html {
  return html`<blockquote class="passage" lang="${language}" dir="${direction}" style="margin:0 0 12px;padding:2px 0 2px 12px;border-left:4px solid #c8c8c8;">${
    speaker === null ? "" : html`<b><bdi>${speaker}</bdi></b><br>`
  }${parts.map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text))}</blockquote>` as Html;
}

function changes(paragraphs: readonly ChangedParagraph[]): Html {
  const shown = paragraphs.slice(0, maxChangedParagraphs);
  const left = paragraphs.length - shown.length;
  return html`<h2 style="font-size:17px;margin:0 0 8px;">What changed</h2>
${shown.map(({ parts }) => html`<p class="passage" style="margin:0 0 12px;padding:2px 0 2px 12px;border-left:4px solid #c8c8c8;">${within(parts).map(changed)}</p>`)}
${left === 0 ? "" : html`<p class="quiet" style="margin:0 0 16px;${quiet}${small}">… and ${left} more changed paragraphs: the archive shows them.</p>`}` as Html;
}

/** As many parts as a mail has room for; the last one may be cut. */
function within(parts: readonly DiffPart[]): readonly DiffPart[] {
  let room = maxParagraphChars;
  return parts.flatMap((part) => {
    if (room <= 0) return [];
    const text = shorten(part.text, room);
    room -= text.length;
    return [{ ...part, text }];
  });
}

function changed({ kind, text }: DiffPart): Html | string {
  if (kind === "same") return text;
  return (kind === "added" ? html`<ins>${text}</ins>` : html`<del>${text}</del>`) as Html;
}
