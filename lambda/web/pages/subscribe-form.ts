import { consentWording } from "../../subscriptions/subscription.ts";
import {
  type AlertFields,
  described,
  type FieldProblem,
  preferenceFields,
  queryField,
  said,
} from "./alert-fields-html.ts";
import { type Html, markup } from "./markup.ts";

export interface SubscribeFields extends AlertFields {
  readonly address: string;
}

/** The Enter key presses a form's first button: it must not be the one that only looks. */
const defaultButton = markup`<button type="submit" class="unseen" tabindex="-1" aria-hidden="true">Send me the link</button>`;

/**
 * Sign-up: looks first at what the search would have found, then asks for the address.
 * @param found how often the alert would have come; null: not looked yet
 */
export function subscribeForm(
  fields: SubscribeFields,
  problem: FieldProblem | null,
  found: Html | null,
): Html {
  const { address, query } = fields;
  return markup`<form method="post" action="/subscribe" class="sheet">
${defaultButton}
${queryField(query, problem)}
<p><button type="submit" class="plain" name="step" value="preview" formnovalidate>What would it have found?</button></p>
${found}
<label for="address">Your email address</label>
${said("address", problem)}
<input id="address" type="email" name="address" value="${address}" required maxlength="254" autocomplete="email" ${described("address", "address-hint", problem)}>
<p class="hint" id="address-hint">You get one mail with a link to confirm. Until you do, nothing else is sent.</p>
${preferenceFields(fields, problem)}
<p class="consent">“${consentWording}”</p>
<p><button type="submit">Send me the link</button></p>
</form>`;
}
