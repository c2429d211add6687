import { html } from "hono/html";
import type { Instant } from "../runtime/instant.ts";
import type { Frequency, MailLanguage } from "../subscriptions/preferences.ts";
import type { SourceHealth } from "./digest-content.ts";
import { healthLines } from "./health-lines.ts";
import { fine, type Html, letter, quiet } from "./letter.ts";
import { listHeaders } from "./list-headers.ts";
import type { Mail } from "./mail.ts";
import type { MailWords } from "./words/mail-words.ts";
import { momentWords, monthWords } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

export interface AllIsWell {
  readonly language: MailLanguage;
  /** `2026-10`. */
  readonly month: string;
  readonly alerts: readonly QuietAlert[];
  /** Of the sources that the alerts depend on. */
  readonly health: readonly SourceHealth[];
  /** IANA: the subscriber's own. */
  readonly timeZone: string;
  readonly unsubscribeUrl: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
  readonly sentAt: Instant;
  readonly messageId: string;
  /** Of all digests to this subscriber. */
  readonly threadId: string;
}

/** One that sent nothing. */
export interface QuietAlert {
  readonly name: string;
  readonly frequency: Frequency;
  /** IANA: of its hours. */
  readonly timeZone: string;
  readonly searchUrl: string;
  /** Null: it never found anything. */
  readonly lastFoundAt: Instant | null;
}

/** More would not be read. */
const mostShown = 20;

/** After a month without a mail: that the silence is the world's, not ours; or which sources are silent. */
export function renderAllIsWell(its: AllIsWell): Mail {
  const { baseUrl, health, language, manageUrl, sentAt, timeZone, unsubscribeUrl } = its;
  const words = wordsOf(language);
  const isWell = health.every(({ silent }) => silent === null);
  const month = monthWords(its.month, language);
  const subject = words.allIsWell.subject(month, isWell);
  const said = words.allIsWell.said(month, isWell);
  const alerts = its.alerts
    .slice(0, mostShown)
    .map((one) => ({ ...one, line: lineOf(one, its, words) }));
  const more = its.alerts.length - alerts.length;
  const sources = healthLines(health, timeZone, language);
  const { optOut, stopAll } = words.allIsWell;
  const sent = words.sent(momentWords(sentAt, timeZone, language));
  return {
    subject,
    text: [
      said,
      "",
      ...alerts.flatMap(({ line, name, searchUrl }) => [
        `* ${name}${words.colon} ${line}`,
        `  ${searchUrl}`,
      ]),
      ...(more > 0 ? [words.andMore(more)] : []),
      "",
      "-- ",
      `${words.health.sourcesOfYourAlerts}${words.colon}`,
      ...sources.map(({ text }) => `  - ${text}`),
      "",
      optOut,
      `${words.seeAndChange}${words.colon}`,
      manageUrl,
      `${stopAll}${words.colon}`,
      unsubscribeUrl,
      "",
      sent,
      "",
    ].join("\n"),
    html: letter({
      title: subject,
      language,
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${subject}</h1>
<p style="margin:0 0 14px;">${said}</p>
<ul style="margin:0 0 14px;padding-left:20px;">${alerts.map(({ line, name, searchUrl }) => html`<li style="margin:0 0 8px;"><a href="${searchUrl}"><bdi>${name}</bdi></a><br><span class="quiet" style="${quiet}${fine}">${line}</span></li>`)}</ul>
${more > 0 ? html`<p style="margin:0 0 14px;">${words.andMore(more)}</p>` : ""}
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;margin-top:24px;">
<p style="margin:0 0 4px;${fine}"><b>${words.health.sourcesOfYourAlerts}</b></p>
<ul style="margin:0 0 14px;padding-left:20px;${fine}">${sources.map(({ text, isSilent }) => html`<li>${isSilent ? html`<b>${text}</b>` : text}</li>`)}</ul>
<p style="margin:0 0 8px;${fine}">${optOut}</p>
<p style="margin:0 0 8px;${fine}"><a href="${manageUrl}">${words.seeAndChange}</a> · <a href="${unsubscribeUrl}">${stopAll}</a></p>
<p class="quiet" style="margin:0;${quiet}${fine}">${sent}</p>
</div>` as Html,
    }),
    headers: {
      ...listHeaders({ unsubscribeUrl, baseUrl }, "monthly"),
      References: `<${its.threadId}>`,
    },
    messageId: its.messageId,
    tags: {},
  };
}

function lineOf(
  { frequency, lastFoundAt, timeZone: zone }: QuietAlert,
  { language, timeZone }: AllIsWell,
  words: MailWords,
): string {
  const last =
    lastFoundAt === null
      ? words.allIsWell.foundNothingYet
      : words.allIsWell.lastFound(momentWords(lastFoundAt, timeZone, language));
  return `${words.frequency(frequency, zone)}; ${last}`;
}
