import type { LinkState } from "./site-deps.ts";
import { type Html, markup } from "./page.ts";

/** Words of a page behind a link in a mail: before and after its button is pressed. */
interface Words {
  readonly title: string;
  readonly question: string;
  readonly button: string;
  readonly done: string;
  readonly already: string;
  readonly expired: string;
}

const words: Readonly<Record<"confirm" | "unsubscribe", Words>> = {
  confirm: {
    title: "Confirm your alert",
    question: "You will be mailed when a readout matches this search:",
    button: "Confirm this alert",
    done: "Your alert is confirmed. You will be mailed when a readout matches:",
    already: "This alert was confirmed before; there is nothing more to do:",
    expired:
      "This link is too old, or was replaced by a newer one. Sign up again to get a new one.",
  },
  unsubscribe: {
    title: "Stop an alert",
    question: "You get mail when a readout matches this search:",
    button: "Stop this alert",
    done: "The alert is stopped. You will get no further mail for:",
    already: "This alert had been stopped already:",
    expired: "This link is too old. Use the link in a newer mail.",
  },
};

export function linkTitle(purpose: "confirm" | "unsubscribe"): string {
  return words[purpose].title;
}

/** @param pressed whether the button was: GET shows it, POST is it */
export function linkHtml(
  purpose: "confirm" | "unsubscribe",
  state: LinkState,
  { token, pressed }: { readonly token: string; readonly pressed: boolean },
): Html {
  const { title, question, button, done, already, expired } = words[purpose];
  switch (state.outcome) {
    case "invalid":
      return markup`<h1>${title}</h1>
<p>This link is not complete or not ours. Open the link in the mail again, or copy all of it.</p>`;
    case "expired":
      return markup`<h1>${title}</h1><p>${expired}</p><p><a class="button" href="/subscribe">Sign up</a></p>`;
    case "already":
      return markup`<h1>${title}</h1><p>${already}</p><blockquote><bdi>${state.subscription.query}</bdi></blockquote>`;
    case "done":
      return markup`<h1>${title}</h1><p>${pressed ? done : question}</p>
<blockquote><bdi>${state.subscription.query}</bdi></blockquote>
${pressed ? "" : markup`<form method="post" action="/${purpose}?token=${encodeURIComponent(token)}"><button type="submit">${button}</button></form>`}`;
  }
}
