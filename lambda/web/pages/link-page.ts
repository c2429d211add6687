import type { ButtonPurpose } from "../../subscriptions/signed-links.ts";
import type { LinkedAlerts, LinkState } from "../site-deps.ts";
import { address, type Html, markup } from "./markup.ts";

/** Words of a page behind a link in a mail: before and after its button is pressed. */
interface Words {
  readonly title: string;
  readonly question: string;
  readonly button: string;
  readonly done: string;
  readonly already: string;
  readonly expired: string;
}

const words: Readonly<Record<ButtonPurpose, Words>> = {
  confirm: {
    title: "Confirm your alert",
    question: "You will be mailed when a readout matches this search:",
    button: "Confirm this alert",
    done: "Your alert is confirmed. From now on you are mailed when a readout matches:",
    already: "This alert was confirmed before; there is nothing more to do:",
    expired:
      "This link is too old, or was replaced by a newer one. Ask for the alert again to get a new one.",
  },
  unsubscribe: {
    title: "Stop this alert",
    question: "You are mailed when a readout matches this search:",
    button: "Stop this alert",
    done: "The alert is stopped. You get no further mail for:",
    already: "This was stopped before; you get no mail for it.",
    expired: "This link is too old. Use the one in a newer mail.",
  },
};

export function linkTitle(purpose: ButtonPurpose): string {
  return words[purpose].title;
}

/** @param pressed whether the button was: GET shows it, POST is it */
export function linkHtml(
  purpose: ButtonPurpose,
  state: LinkState,
  { token, pressed }: { readonly token: string; readonly pressed: boolean },
): Html {
  const { title, question, button, done, already, expired } = words[purpose];
  switch (state.outcome) {
    case "invalid":
      return markup`<h1>${title}</h1>
<p>This link is not complete, or not one of ours. Open it again from the mail, or copy all of it.</p>`;
    case "expired":
      return markup`<h1>${title}</h1><p>${expired}</p>${purpose === "confirm" ? ask("Ask again") : ""}`;
    case "already":
      return markup`<h1>${title}</h1><p>${already}</p>${asked(state.subscription)}${more(purpose, state.subscription.query)}`;
    case "done": {
      const { subscription, manageUrl } = state;
      if (pressed) {
        return markup`<h1>${title}</h1><p>${done}</p>${asked(subscription)}
${manageUrl === null ? "" : markup`<p><a class="button" href="${manageUrl}">See all your alerts</a></p>`}${more(purpose, subscription.query)}`;
      }
      const action = address(`/${purpose}`, { token });
      const open = subscription.alerts.filter(({ isOpen }) => isOpen);
      if (open.length > 1) return markup`<h1>${title}</h1>${severalHtml(open, action)}`;
      return markup`<h1>${title}</h1><p>${question}</p>${asked(subscription)}
<form method="post" action="${action}"><button type="submit">${button}</button></form>`;
    }
  }
}

/** A digest's link is for all of its alerts: each can be stopped by itself. */
function severalHtml(open: LinkedAlerts["alerts"], action: string): Html {
  return markup`<p>The mail was for these alerts. Stop one of them, or all.</p>
<ul class="cards">${open.map(
    (
      one,
    ) => markup`<li><h2><bdi>${one.name}</bdi></h2><p class="about">${one.name === one.query ? "" : markup`<span><bdi>${one.query}</bdi></span> `}<span>${one.frequency}</span></p>
<form method="post" action="${action}"><input type="hidden" name="alert" value="${one.subscriptionId}"><button type="submit" class="plain">Stop this one<span class="unseen">: ${one.name}</span></button></form></li>`,
  )}</ul>
<form method="post" action="${action}"><button type="submit">Stop all ${open.length}</button></form>`;
}

function asked({ alerts }: LinkedAlerts): Html {
  return markup`${alerts.map(
    ({
      name,
      query,
      frequency,
    }) => markup`<blockquote class="query"><bdi>${query}</bdi></blockquote>
<p class="about">${name === query ? "" : markup`<span><bdi>${name}</bdi></span> `}<span>${frequency}</span></p>`,
  )}`;
}

function ask(text: string): Html {
  return markup`<p><a class="button" href="/subscribe">${text}</a></p>`;
}

/** Where to go from here. */
function more(purpose: ButtonPurpose, query: string): Html {
  return purpose === "confirm"
    ? markup`<p><a href="${address("/search", { q: query })}">See what it finds in the archive</a></p>`
    : markup`<p>Stopped by mistake? <a href="${address("/subscribe", { q: query })}">Ask for it again</a>. Other alerts of yours are on <a href="/manage">your own page</a>.</p>`;
}
