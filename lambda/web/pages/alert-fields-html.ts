import { MAX_QUERY_CHARS } from "../../query/parsing/parse-query.ts";
import { hourWords, weekdays } from "../../subscriptions/frequency-words.ts";
import {
  type AlertEvent,
  alertEvents,
  mailLanguages,
  maxNameChars,
} from "../../subscriptions/preferences.ts";
import { ownName } from "./language.ts";
import { type Html, markup } from "./markup.ts";
import { timeZoneOptions } from "./time-zone-options.ts";

/** An alert as a form has it: texts, right or wrong. */
export interface AlertFields {
  readonly query: string;
  readonly name: string;
  readonly frequency: string;
  readonly hour: string;
  readonly weekday: string;
  readonly timeZone: string;
  readonly events: readonly string[];
  /** BCP 47. */
  readonly mailLanguage: string;
  /** `yes`, `no`, or empty: as is usual for how often it comes. */
  readonly allIsWell: string;
}

/** Which field is wrong, and what is to be said of it. */
export interface FieldProblem {
  readonly field: string;
  readonly html: Html;
}

const eventWords: Readonly<Record<AlertEvent, string>> = {
  new: "A new readout matches",
  edited: "Its text is edited",
  completed: "One “to be continued” is completed",
  removed: "It is taken down, or comes back",
};

/** What ties a field to its hint, and to what is wrong with it. */
export function described(field: string, hint: string | null, problem: FieldProblem | null): Html {
  if (problem?.field === field) {
    return markup`aria-describedby="problem${hint === null ? "" : ` ${hint}`}" aria-invalid="true" autofocus`;
  }
  return hint === null ? markup`` : markup`aria-describedby="${hint}"`;
}

export function said(field: string, problem: FieldProblem | null): Html | null {
  return problem?.field === field ? problem.html : null;
}

export function queryField(query: string, problem: FieldProblem | null): Html {
  return markup`<label for="query">Your search</label>
${said("query", problem)}
<input id="query" type="text" name="query" value="${query}" required maxlength="${MAX_QUERY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" ${described("query", "query-hint", problem)}>
<p class="hint" id="query-hint">Words, <code>"exact phrases"</code>, <code>AND</code>, <code>OR</code>, <code>NOT</code> and brackets.</p>`;
}

/** How the alert is wanted: what it is called, when, and which news. */
export function preferenceFields(its: AlertFields, problem: FieldProblem | null): Html {
  const { name, frequency, hour, weekday, timeZone, events, mailLanguage, allIsWell } = its;
  const often = (kind: string, words: string): Html =>
    markup`<label class="choice"><input type="radio" name="frequency" value="${kind}"${checked(kind === frequency)}> ${words}</label>`;
  return markup`<label for="name">Name of the alert</label>
${said("name", problem)}
<input id="name" type="text" name="name" value="${name}" maxlength="${maxNameChars}" autocomplete="off" ${described("name", "name-hint", problem)}>
<p class="hint" id="name-hint">What your mails call it. Left empty: your search.</p>
<fieldset ${described("frequency", null, problem)}><legend>How often</legend>
${said("frequency", problem)}
${often("immediate", "At once")}
${often("daily", "Once a day")}
${often("weekly", "Once a week")}
<div class="fields">
<div><label for="weekday">Day, if once a week</label><select id="weekday" name="weekday">${weekdays.map(
    (day, n) => option(String(n + 1), day, weekday),
  )}</select></div>
<div><label for="hour">Hour, unless at once</label><select id="hour" name="hour">${Array.from(
    { length: 24 },
    (_, n) => option(String(n), hourWords(n), hour),
  )}</select></div>
<div><label for="timeZone">Time zone</label>${said("timeZone", problem)}<select id="timeZone" name="timeZone" ${described("timeZone", null, problem)}>${timeZoneOptions(timeZone)}</select></div>
</div></fieldset>
<fieldset ${described("events", null, problem)}><legend>Mail me when</legend>
${said("events", problem)}
${alertEvents.map(
  (event) =>
    markup`<label class="choice"><input type="checkbox" name="events" value="${event}"${checked(events.includes(event))}> ${eventWords[event]}</label>`,
)}
</fieldset>
<label for="mailLanguage">Language of the mails</label>
${said("mailLanguage", problem)}
<select id="mailLanguage" name="mailLanguage" ${described("mailLanguage", "mailLanguage-hint", problem)}>${mailLanguages.map(
    (language) =>
      markup`<option value="${language}" lang="${language}"${language === mailLanguage ? markup` selected` : ""}>${ownName(language)}</option>`,
  )}</select>
<p class="hint" id="mailLanguage-hint">What we say in them; readouts stay as they were written.</p>
<label for="allIsWell">A line that all is well, after a month without a mail</label>
${said("allIsWell", problem)}
<select id="allIsWell" name="allIsWell" ${described("allIsWell", null, problem)}>${[
    option("", "Unless my mails come at once", allIsWell),
    option("yes", "Yes", allIsWell),
    option("no", "No", allIsWell),
  ]}</select>`;
}

function option(value: string, words: string, chosen: string): Html {
  return markup`<option value="${value}"${value === chosen ? markup` selected` : ""}>${words}</option>`;
}

function checked(is: boolean): Html {
  return is ? markup` checked` : markup``;
}
