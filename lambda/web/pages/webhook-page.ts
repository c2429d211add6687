import type { WebhookHealth } from "../../archive/webhook-items.ts";
import type { Subscription } from "../../subscriptions/subscription.ts";
import type { Webhook } from "../../subscriptions/webhook.ts";
import { address, type Html, markup } from "./markup.ts";
import { problemHtml } from "./problem.ts";
import { momentHtml } from "./times.ts";

export interface WebhookPage {
  readonly one: Subscription;
  /** Null: nothing was posted yet. */
  readonly health: WebhookHealth | null;
  readonly token: string;
  /** What was just done, as the address says it after a button. */
  readonly done: string;
  readonly typed: string;
  /** What is wrong with what was typed. */
  readonly message: string | null;
}

/** Where one alert's events are posted, how it goes, and a button for everything that can be done. */
export function webhookPage({ one, health, token, done, typed, message }: WebhookPage): Html {
  const { name, subscriptionId, webhook } = one;
  const hidden = markup`<input type="hidden" name="token" value="${token}"><input type="hidden" name="alert" value="${subscriptionId}">`;
  const sentence = sentences.get(done);
  return markup`<h1>Webhook</h1>
<p class="about">Of the alert <bdi>${name}</bdi></p>
${sentence === undefined ? "" : markup`<p class="note" role="status">${sentence}</p>`}
${webhook === null ? markup`<p>A program of yours can be told of what this alert finds, beside the mails: we post a signed event to an address of yours.</p>` : factsHtml(one, webhook, health)}
<form method="post" action="/manage/webhook" class="sheet">
${hidden}
<p><label for="url">Address</label>
<input type="url" id="url" name="url" required maxlength="2000" placeholder="https://" autocomplete="off" spellcheck="false" value="${typed}"${message === null ? "" : markup` aria-invalid="true" aria-describedby="problem"`}></p>
${message === null ? "" : problemHtml(message)}
<p><button type="submit" name="action" value="set">${webhook === null ? "Make a webhook" : "Change the address"}</button></p>
</form>
${webhook === null ? "" : buttonsHtml(hidden, health)}
<p><a href="${address("/manage", { token })}">Back to your alerts</a></p>`;
}

function factsHtml(
  { state, timeZone }: Subscription,
  webhook: Webhook,
  health: WebhookHealth | null,
): Html {
  const at = (instant: string): Html => momentHtml(instant, timeZone);
  const { secret, previous } = webhook;
  return markup`${health === null ? "" : disabledHtml(health, timeZone)}
${state === "paused" ? markup`<p class="note">The alert is paused: nothing is posted until you resume it.</p>` : ""}
<dl class="facts">
<div><dt>Taken last</dt><dd>${health?.lastSuccessAt == null ? "Nothing yet" : at(health.lastSuccessAt)}</dd></div>
${
  health?.lastFailureAt == null
    ? ""
    : markup`<div><dt>Failed last</dt><dd>${at(health.lastFailureAt)}: <bdi>${health.lastFailure}</bdi></dd></div>`
}
${health?.failingSince == null ? "" : markup`<div><dt>Failing since</dt><dd>${at(health.failingSince)}</dd></div>`}
${
  health?.lastTestAt == null
    ? ""
    : markup`<div><dt>Tested last</dt><dd>${at(health.lastTestAt)}: <bdi>${health.lastTest}</bdi></dd></div>`
}
<div><dt>Secret</dt><dd><details><summary>Show the secret</summary><code>${secret}</code></details>${
    previous === null ? "" : markup` The one before signs too, until ${at(previous.until)}.`
  }</dd></div>
</dl>`;
}

function disabledHtml({ disabledSince, disabledBecause }: WebhookHealth, timeZone: string): Html {
  if (disabledSince === null) return markup``;
  const why =
    disabledBecause === "gone"
      ? "it answered 410 Gone, which says that it wants no more"
      : "it took nothing for a week";
  return markup`<p class="note">Switched off since ${momentHtml(disabledSince, timeZone)}: ${why}. Mend the receiver, test it, and switch it on again below. What came meanwhile is not posted later; it is in the archive.</p>`;
}

function buttonsHtml(hidden: Html, health: WebhookHealth | null): Html {
  const isDisabled = health !== null && health.disabledSince !== null;
  return markup`<form method="post" action="/manage/webhook" class="row">
${hidden}
${isDisabled ? markup`<button type="submit" name="action" value="enable">Switch on again</button>` : ""}
<button type="submit" class="plain" name="action" value="test">Send a test event</button>
<button type="submit" class="plain" name="action" value="rotate">Make a new secret</button>
<button type="submit" class="plain" name="action" value="remove">Remove the webhook</button>
</form>`;
}

const nothing = "It was so before; nothing has changed.";
const sentences: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "set-done": "Events are posted there from now on. Your receiver needs the secret below.",
    "set-already": nothing,
    "remove-done": "Removed. Nothing is posted any more.",
    "remove-already": nothing,
    "rotate-done": "There is a new secret. Both sign for a day; give your receiver the new one.",
    "rotate-already": nothing,
    "test-done": "A test event is on its way. Load this page again to see the answer.",
    "test-already": "A paused alert posts nothing: resume it first.",
    "enable-done": "Switched on again.",
    "enable-already": nothing,
  }),
);
