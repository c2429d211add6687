import {
  type AlertFields,
  type FieldProblem,
  preferenceFields,
  queryField,
} from "./alert-fields-html.ts";
import { type Html, markup } from "./markup.ts";

/** One alert, to be changed by who holds a link to manage. */
export function changeForm(its: {
  readonly token: string;
  readonly alert: string;
  readonly fields: AlertFields;
  readonly problem: FieldProblem | null;
  /** How often the changed search would have come; null: not looked. */
  readonly found: Html | null;
}): Html {
  const { token, alert, fields, problem, found } = its;
  // The Enter key presses a form's first button: it must not be the one that only looks.
  return markup`<form method="post" action="/manage/change" class="sheet">
<button type="submit" class="unseen" tabindex="-1" aria-hidden="true">Save</button>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="alert" value="${alert}">
${queryField(fields.query, problem)}
<p><button type="submit" class="plain" name="step" value="preview" formnovalidate>What would it have found?</button></p>
${found}
${preferenceFields(fields, problem)}
<p><button type="submit">Save</button></p>
</form>`;
}
