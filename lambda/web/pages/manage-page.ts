import type { WebhookHealth } from "../../archive/webhook-items.ts";
import { type AlertEvent, alertEvents } from "../../subscriptions/preferences.ts";
import { wantsAllIsWell } from "../../subscriptions/all-is-well.ts";
import { feedAddress } from "../../subscriptions/feed-address.ts";
import { frequencyWords } from "../../subscriptions/frequency-words.ts";
import type { EndReason, Subscription } from "../../subscriptions/subscription.ts";
import type { SentMail } from "../sent-lately.ts";
import { type AlertAction, alertActions, type Holdings } from "../site-deps.ts";
import { directionOf, ownName } from "./language.ts";
import { address, type Html, markup, readoutPath } from "./markup.ts";
import { momentHtml } from "./times.ts";

/** What was just done, as the address says it after a button. */
export interface DoneWord {
  readonly word: string;
  readonly alert: string;
}

export interface ManagePage {
  readonly holdings: Holdings;
  readonly sent: ReadonlyMap<string, readonly SentMail[]>;
  readonly token: string;
  readonly done: DoneWord;
}

/** All alerts of one subscriber, with a button for everything that can be done. */
export function managePage({ holdings, sent, token, done }: ManagePage): Html {
  const { subscriptions, suppression } = holdings;
  const open = subscriptions.filter(({ state }) => state !== "ended");
  const ended = subscriptions.filter(({ state }) => state === "ended");
  const card = (one: Subscription): Html =>
    cardHtml(
      one,
      sent.get(one.subscriptionId) ?? [],
      holdings.webhookHealth.get(one.subscriptionId) ?? null,
      token,
    );
  return markup`<h1>Your alerts</h1>
${doneHtml(done, subscriptions)}
${
  suppression === null
    ? ""
    : markup`<p class="note">Nothing is mailed to this address since ${momentHtml(suppression.since, "UTC")}: ${suppressed[suppression.reason]} ${
        suppression.until === null
          ? "Start an alert again below to get a new confirmation; when you press its button, mails go out again."
          : markup`We try again after ${momentHtml(suppression.until, "UTC")}.`
      }</p>`
}
${subscriptions.length === 0 ? "" : markup`<p class="about">For <bdi>${subscriptions[0]?.address ?? ""}</bdi></p>`}
${
  open.length === 0
    ? markup`<p>You have no alerts. <a href="/subscribe">Make one</a>.</p>`
    : markup`<ul class="cards">${open.map(card)}</ul><p><a href="/subscribe">Make another alert</a></p>`
}
${ended.length === 0 ? "" : markup`<details><summary>Alerts that have ended (${ended.length})</summary><ul class="cards">${ended.map(card)}</ul></details>`}
${subscriptions.length === 0 ? "" : wholeHtml(token, open)}`;
}

const suppressed = {
  bounce: "mails to it came back.",
  "soft-bounce": "its mail server could not take a mail.",
  complaint: "a mail was marked as spam.",
  wish: "its owner wished so.",
} as const;

function cardHtml(
  one: Subscription,
  mails: readonly SentMail[],
  health: WebhookHealth | null,
  token: string,
): Html {
  const { name, query, frequency, timeZone, events, mailLanguage, subscriptionId } = one;
  return markup`<li>
<h2><bdi>${name}</bdi></h2>
<p class="about"><span>${stateHtml(one)}</span></p>
<dl class="facts">
<div><dt>Search</dt><dd><a href="${address("/search", { q: query })}"><bdi>${query}</bdi></a></dd></div>
<div><dt>How often</dt><dd>${frequencyWords(frequency, timeZone)}</dd></div>
<div><dt>News</dt><dd>${newsWords(events)}</dd></div>
<div><dt>Mails in</dt><dd lang="${mailLanguage}">${ownName(mailLanguage)}</dd></div>
<div><dt>Sent last</dt><dd>${mails.length === 0 ? "Nothing yet" : markup`<ul class="plainly">${mails.map(mailHtml)}</ul>`}</dd></div>
${feedHtml(one)}
${webhookHtml(one, health)}
</dl>
<form method="post" action="/manage" class="row">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="alert" value="${subscriptionId}">
${buttonsFor(one).map(
  (action) =>
    markup`<button type="submit" name="action" value="${action}"${goesOn.has(action) ? "" : markup` class="plain"`}>${actionWords[action]}<span class="unseen">: ${name}</span></button>`,
)}
${
  one.state === "active" || one.state === "paused"
    ? markup`<a class="button plain" href="${address("/manage/change", { token, alert: subscriptionId })}">Change<span class="unseen">: ${name}</span></a>
<a class="button plain" href="${address("/manage/webhook", { token, alert: subscriptionId })}">Webhook<span class="unseen">: ${name}</span></a>`
    : ""
}
</form></li>`;
}

const buttonsOf: Readonly<Record<Subscription["state"], readonly AlertAction[]>> = {
  pending: ["confirm", "stop"],
  active: ["pause", "test", "feed", "stop"],
  paused: ["resume", "feed", "stop"],
  ended: ["restart"],
};

/** What makes mails come again stands out; the rest stands back. */
const goesOn: ReadonlySet<AlertAction> = new Set(["confirm", "resume", "restart"]);

const actionWords: Readonly<Record<AlertAction, string>> = {
  confirm: "Confirm",
  pause: "Pause",
  resume: "Resume",
  stop: "Stop",
  restart: "Start again",
  test: "Send me a test",
  feed: "Make a feed",
  "no-feed": "Remove the feed",
};

/** One that has a feed can do without it. */
function buttonsFor({ state, feedKey }: Subscription): readonly AlertAction[] {
  return buttonsOf[state].map((action) =>
    action === "feed" && feedKey !== null ? "no-feed" : action,
  );
}

function feedHtml(one: Subscription): Html {
  const feed = feedAddress(one);
  if (feed === null || one.state === "ended") return markup``;
  return markup`<div><dt>Feeds</dt><dd><a href="/feeds/${feed}.atom">Atom</a>, <a href="/feeds/${feed}.json">JSON Feed</a>. Who has the address can read it.</dd></div>`;
}

function webhookHtml(
  { webhook, state, timeZone }: Subscription,
  health: WebhookHealth | null,
): Html {
  if (webhook === null || state === "ended") return markup``;
  const how =
    health === null || health.disabledSince === null
      ? markup`Events are posted to <bdi>${new URL(webhook.url).host}</bdi>`
      : markup`Switched off since ${momentHtml(health.disabledSince, timeZone)}`;
  return markup`<div><dt>Webhook</dt><dd>${how}</dd></div>`;
}

const endings: Readonly<Record<EndReason, string>> = {
  unsubscribed: "you stopped it",
  suppressed: "the address may not be mailed",
  bounced: "mails to you came back",
  complained: "a mail was marked as spam",
  replaced: "you changed its search",
  removed: "who runs this site took it away",
};

function stateHtml(one: Subscription): Html {
  switch (one.state) {
    case "pending":
      return markup`Waits for your confirmation, until ${momentHtml(one.expiresAt, one.timeZone)}`;
    case "active":
      return markup`Active since ${momentHtml(one.confirmedAt, one.timeZone)}`;
    case "paused":
      return markup`Paused since ${momentHtml(one.pausedAt, one.timeZone)}: nothing is mailed until you resume it`;
    case "ended":
      return markup`Ended ${momentHtml(one.endedAt, one.timeZone)}: ${endings[one.endedBecause]}`;
  }
}

const newsOf: Readonly<Record<AlertEvent, string>> = {
  new: "new readouts",
  edited: "edits",
  completed: "completions",
  removed: "removals",
};

function newsWords(events: readonly AlertEvent[]): string {
  return events.length === alertEvents.length
    ? "Everything: new readouts, edits, completions, removals"
    : events.map((event) => newsOf[event]).join(", ");
}

function mailHtml({ readoutId, revision, title, language, at }: SentMail): Html {
  return markup`<li><a href="${readoutPath(readoutId, revision)}" lang="${language}" dir="${directionOf(language)}"><bdi>${title ?? readoutId}</bdi></a>, ${momentHtml(at, "UTC")}</li>`;
}

/** What is done to everything at once. */
function wholeHtml(token: string, open: readonly Subscription[]): Html {
  const form = (action: string, words: string): Html =>
    markup`<form method="post" action="/manage"><input type="hidden" name="token" value="${token}"><button type="submit" class="plain" name="action" value="${action}">${words}</button></form>`;
  return markup`<section aria-labelledby="whole"><h2 id="whole">Everything</h2>
${open.some(wantsAllIsWell) ? markup`<p>After a month in which you got no mail, a line tells you that all is well.</p>${form("no-monthly-line", "No monthly line")}` : ""}
${open.length === 0 ? "" : markup`<p>Stops every alert of this address. You can start each of them again.</p>${form("stop-all", "Stop all my alerts")}`}
<p><a href="${address("/manage/data", { token })}">Download what is kept of you</a>, as JSON.</p>
<details><summary>Erase what is kept of you</summary><p>Your address, your alerts, the record of your consent and what you were sent are deleted at once. This cannot be undone.</p>${form("erase", "Erase everything")}</details></section>`;
}

/** @returns nothing where the address says nothing that we know: anybody can write one */
function doneHtml({ word, alert }: DoneWord, subscriptions: readonly Subscription[]): Html {
  const name = subscriptions.find(({ subscriptionId }) => subscriptionId === alert)?.name;
  const sentence = sentences.get(word);
  if (sentence === undefined) return markup``;
  return markup`<p class="note" role="status">${name === undefined ? "" : markup`<bdi>${name}</bdi>: `}${sentence}</p>`;
}

const nothing = "It was so before; nothing has changed.";
const sentences: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "confirm-done": "Confirmed. From now on you are mailed.",
    "pause-done": "Paused. Nothing is sent until you resume it.",
    "resume-done": "Resumed.",
    "stop-done": "Stopped. You get no further mail for it.",
    "restart-done":
      "A mail with a link to confirm is on its way, unless one was sent within the last hour.",
    "test-done":
      "If its search finds anything in the archive, a mail with the newest is on its way to you.",
    "change-done": "Changed.",
    "feed-done": "It has feeds now: their addresses stand below.",
    "no-feed-done": "Its feeds are gone; their addresses lead nowhere.",
    "stop-all-done": "All your alerts are stopped.",
    "no-monthly-line-done": "No line comes after a month without a mail.",
    "erase-done": "Everything that was kept of you is erased.",
    ...Object.fromEntries(
      [...alertActions, "stop-all", "no-monthly-line"].map((action) => [
        `${action}-already`,
        nothing,
      ]),
    ),
    ...Object.fromEntries(
      alertActions.map((action) => [`${action}-unknown`, "There is no such alert any more."]),
    ),
  }),
);
