import {
  type Preferences,
  readPreferences,
  type ReadPreferences,
} from "../subscriptions/preferences.ts";
import type { AlertFields } from "./pages/alert-fields-html.ts";
import type { SentFields } from "./sent-fields.ts";

type Sent = Extract<SentFields, { ok: true }>;

/** What a form shows before anybody has typed. */
export function fieldsOf(query: string, preferences: Preferences): AlertFields {
  const { name, frequency, timeZone, events, mailLanguage, allIsWell } = preferences;
  return {
    query,
    name,
    frequency: frequency.kind,
    hour: frequency.kind === "immediate" ? "8" : String(frequency.hour),
    weekday: frequency.kind === "weekly" ? String(frequency.weekday) : "1",
    timeZone,
    events,
    mailLanguage,
    allIsWell: allIsWell === null ? "" : allIsWell ? "yes" : "no",
  };
}

/** What was typed, so that a form can show it again whatever is wrong with it. */
export function typedFields({ fields, values, isForm }: Sent, before: AlertFields): AlertFields {
  const { query, name, frequency, hour, weekday, timeZone, mailLanguage, allIsWell } = fields;
  return {
    query: query ?? before.query,
    name: name ?? before.name,
    frequency: frequency ?? before.frequency,
    hour: hour ?? before.hour,
    weekday: weekday ?? before.weekday,
    timeZone: timeZone ?? before.timeZone,
    events: isWhole(fields, isForm) ? listOf(values["events"]) : before.events,
    mailLanguage: mailLanguage ?? before.mailLanguage,
    allIsWell: allIsWell ?? before.allIsWell,
  };
}

/** Reads how somebody wants an alert: from our form's flat fields, or from JSON as the API has it. */
export function readSentPreferences(sent: Sent, before: Preferences): ReadPreferences {
  const { fields, values, isForm } = sent;
  if (!isForm) return readPreferences(values, before);
  const { frequency, hour, weekday, allIsWell, ...rest } = fields;
  return readPreferences(
    {
      ...rest,
      ...(frequency === undefined
        ? {}
        : { frequency: frequencyOf({ frequency, hour: hour ?? "", weekday: weekday ?? "" }) }),
      ...(allIsWell === undefined ? {} : { allIsWell: answerOf(allIsWell) }),
      ...(isWhole(fields, isForm) ? { events: listOf(values["events"]) } : {}),
    },
    before,
  );
}

/** Our own form always says how often; a field of it that is not there then is an unticked box. */
function isWhole(fields: Readonly<Record<string, string>>, isForm: boolean): boolean {
  return isForm && fields["frequency"] !== undefined;
}

function frequencyOf({
  frequency: kind,
  hour,
  weekday,
}: Readonly<Record<"frequency" | "hour" | "weekday", string>>): object {
  switch (kind) {
    case "daily":
      return { kind, hour: numberOf(hour) };
    case "weekly":
      return { kind, weekday: numberOf(weekday), hour: numberOf(hour) };
    default:
      return { kind };
  }
}

/** What is none of the answers goes on as it is, to be refused. */
function answerOf(typed: string): boolean | string | null {
  if (typed === "") return null;
  return typed === "yes" ? true : typed === "no" ? false : typed;
}

function numberOf(text: string): number {
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

function listOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === "string");
}
