import type { Answer } from "../answering.ts";
import { type Html, markup } from "./markup.ts";

/** Asks for the address to which a link to manage goes. */
export function askForLinkHtml(typed: string, problem: Html | null): Html {
  return markup`<p>There is no password: a link in your mail opens your alerts. Every alert has one; here you get a new one.</p>
<form method="post" action="/manage/link" class="sheet">
<label for="address">Your email address</label>
${problem}
<input id="address" type="email" name="address" value="${typed}" required maxlength="254" autocomplete="email"${
    problem === null ? "" : markup` aria-describedby="problem" aria-invalid="true" autofocus`
  }>
<p></p><p><button type="submit">Send me the link</button></p>
</form>`;
}

const message = "If there are alerts for this address, a mail with a link to them is on its way.";

/** The same whoever asks: whether an address is known here is nobody's business. */
export const linkOnItsWay: Answer = {
  title: "Look into your mailbox",
  status: 202,
  json: { accepted: true, message },
  body: markup`<h1>Look into your mailbox</h1><p class="lead">${message}</p>
<p class="quiet">Nothing there after a few minutes? Look among the spam, or whether your alerts are for another address.</p>
<p><a href="/">Back to the newest readouts</a></p>`,
};
