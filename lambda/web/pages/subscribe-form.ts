import { MAX_QUERY_CHARS } from "../../query/parse-query.ts";
import { consentWording } from "../../subscriptions/subscription.ts";
import { type Html, markup } from "./markup.ts";

export interface SubscribeFields {
  readonly address: string;
  readonly query: string;
}

/** Which field is wrong, and what is to be said of it. */
export interface FieldProblem {
  readonly field: keyof SubscribeFields;
  readonly html: Html;
}

/** Sign-up: looks first at what the search would have found, then asks for the address. */
export function subscribeForm(
  { address, query }: SubscribeFields,
  problem: FieldProblem | null,
): Html {
  const marked = (field: keyof SubscribeFields): Html =>
    problem?.field === field
      ? markup`aria-describedby="problem ${field}-hint" aria-invalid="true" autofocus`
      : markup`aria-describedby="${field}-hint"`;
  const said = (field: keyof SubscribeFields): Html | null =>
    problem?.field === field ? problem.html : null;
  return markup`<form method="post" action="/subscribe" class="sheet">
<label for="query">Your search</label>
${said("query")}
<input id="query" type="text" name="query" value="${query}" required maxlength="${MAX_QUERY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" ${marked("query")}>
<p class="hint" id="query-hint">Words, <code>"exact phrases"</code>, <code>AND</code>, <code>OR</code>, <code>NOT</code> and brackets.</p>
<label for="address">Your email address</label>
${said("address")}
<input id="address" type="email" name="address" value="${address}" required maxlength="254" autocomplete="email" ${marked("address")}>
<p class="hint" id="address-hint">You get one mail with a link to confirm. Until you do, nothing else is sent.</p>
<p class="consent">“${consentWording}”</p>
<div class="row"><button type="submit">Send me the link</button>
<button type="submit" class="plain" name="step" value="preview" formnovalidate>What would it have found?</button></div>
</form>`;
}
