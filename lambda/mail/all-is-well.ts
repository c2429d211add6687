import { html } from "hono/html";
import { DateTime } from "luxon";
import type { Instant } from "../runtime/instant.ts";
import { moment } from "./alert-facts.ts";
import { healthLines, type SourceHealth } from "./digest-content.ts";
import { fine, type Html, letter, quiet } from "./letter.ts";
import { listHeaders } from "./list-headers.ts";
import type { Mail } from "./mail.ts";

export interface AllIsWell {
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
  /** In words. */
  readonly frequency: string;
  readonly searchUrl: string;
  /** Null: it never found anything. */
  readonly lastFoundAt: Instant | null;
}

/** More would not be read. */
const mostShown = 20;

/** After a month without a mail: that the silence is the world's, not ours; or which sources are silent. */
export function renderAllIsWell(its: AllIsWell): Mail {
  const { baseUrl, health, manageUrl, sentAt, timeZone, unsubscribeUrl } = its;
  const clock = (at: Instant): string => moment(at, timeZone);
  const silent = health.filter((one) => one.silent !== null).length;
  const month = DateTime.fromISO(its.month).setLocale("en-GB").toFormat("LLLL yyyy");
  const subject = `${silent === 0 ? "All is well: n" : "N"}othing new for your alerts in ${month}`;
  const said = `We sent you nothing in ${month}, because your alerts found nothing new. They are watched${
    silent === 0
      ? ", and so are their sources."
      : "; of their sources, those that are silent are named below."
  }`;
  const alerts = its.alerts
    .slice(0, mostShown)
    .map((one) => ({ ...one, line: lineOf(one, clock) }));
  const more = its.alerts.length - alerts.length;
  const sources = healthLines(health, clock);
  const optOut =
    "This comes at most once a month, when nothing else did. No more of these: press “No monthly line” on the page of your alerts.";
  return {
    subject,
    text: [
      said,
      "",
      ...alerts.flatMap(({ line, name, searchUrl }) => [`* ${name}: ${line}`, `  ${searchUrl}`]),
      ...(more > 0 ? [`… and ${more} more`] : []),
      "",
      "-- ",
      "The sources of your alerts:",
      ...sources.map(({ text }) => `  - ${text}`),
      "",
      optOut,
      "See and change your alerts:",
      manageUrl,
      "Stop all of these alerts:",
      unsubscribeUrl,
      "",
      `Sent ${clock(sentAt)}.`,
      "",
    ].join("\n"),
    html: letter({
      title: subject,
      language: "en",
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${subject}</h1>
<p style="margin:0 0 14px;">${said}</p>
<ul style="margin:0 0 14px;padding-left:20px;">${alerts.map(({ line, name, searchUrl }) => html`<li style="margin:0 0 8px;"><a href="${searchUrl}"><bdi>${name}</bdi></a><br><span class="quiet" style="${quiet}${fine}">${line}</span></li>`)}</ul>
${more > 0 ? html`<p style="margin:0 0 14px;">… and ${more} more</p>` : ""}
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;margin-top:24px;">
<p style="margin:0 0 4px;${fine}"><b>The sources of your alerts</b></p>
<ul style="margin:0 0 14px;padding-left:20px;${fine}">${sources.map(({ text, isSilent }) => html`<li>${isSilent ? html`<b>${text}</b>` : text}</li>`)}</ul>
<p style="margin:0 0 8px;${fine}">${optOut}</p>
<p style="margin:0 0 8px;${fine}"><a href="${manageUrl}">See and change your alerts</a> · <a href="${unsubscribeUrl}">Stop all of these alerts</a></p>
<p class="quiet" style="margin:0;${quiet}${fine}">Sent ${clock(sentAt)}.</p>
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

function lineOf({ frequency, lastFoundAt }: QuietAlert, clock: (at: Instant) => string): string {
  const last =
    lastFoundAt === null ? "found nothing yet" : `last found something ${clock(lastFoundAt)}`;
  return `${frequency}; ${last}`;
}
