import * as v from "valibot";

/** When a subscriber wants mail, in their own time zone. */
export type Frequency =
  | { readonly kind: "immediate" }
  /** Once a day, at this hour: 0 to 23. */
  | { readonly kind: "daily"; readonly hour: number }
  /** Once a week; days as ISO 8601 counts them, Monday being 1. */
  | { readonly kind: "weekly"; readonly weekday: number; readonly hour: number };

/** What may happen to a readout, as subscribers choose among it. */
export const alertEvents = ["new", "edited", "completed", "removed"] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** The languages that our mails are written in (BCP 47); the readouts in them keep their own. */
export const mailLanguages = ["en", "de", "es", "fr", "it", "pt", "ru", "uk"] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** How a subscriber wants one alert. */
export interface Preferences {
  /** What they call it. */
  readonly name: string;
  readonly frequency: Frequency;
  /** An IANA name. */
  readonly timeZone: string;
  /** In the order of `alertEvents`, at least one. */
  readonly events: readonly AlertEvent[];
  readonly mailLanguage: MailLanguage;
  /** A line that all is well after a month without a mail; null: where it comes by digest. */
  readonly allIsWell: boolean | null;
}

/** Of a name, in characters. */
export const maxNameChars = 80;

/** What holds where nothing is said; the name is the query, cut to fit. */
export function usualPreferences(query: string): Preferences {
  return {
    name: nameOf(query),
    frequency: { kind: "immediate" },
    timeZone: "UTC",
    events: alertEvents,
    mailLanguage: "en",
    allIsWell: null,
  };
}

/** Of something that has more. */
export function preferencesOf(its: Preferences): Preferences {
  const { name, frequency, timeZone, events, mailLanguage, allIsWell } = its;
  return { name, frequency, timeZone, events, mailLanguage, allIsWell };
}

/** Which of the chosen events a change is; what comes back is told to those who are told of removals. */
export function eventOf(change: AlertEvent | "restored"): AlertEvent {
  return change === "restored" ? "removed" : change;
}

const hour = v.pipe(
  v.number("hour must be a number from 0 to 23"),
  v.integer("hour must be a whole number"),
  v.minValue(0, "hour must be a number from 0 to 23"),
  v.maxValue(23, "hour must be a number from 0 to 23"),
);
const weekday = v.pipe(
  v.number("weekday must be a number from 1, Monday, to 7"),
  v.integer("weekday must be a whole number"),
  v.minValue(1, "weekday must be a number from 1, Monday, to 7"),
  v.maxValue(7, "weekday must be a number from 1, Monday, to 7"),
);
const frequency = v.variant(
  "kind",
  [
    v.strictObject({ kind: v.literal("immediate") }),
    v.strictObject({ kind: v.literal("daily"), hour }),
    v.strictObject({ kind: v.literal("weekly"), weekday, hour }),
  ],
  'frequency must be {"kind": "immediate"}, {"kind": "daily", "hour": 8} or {"kind": "weekly", "weekday": 1, "hour": 8}',
);
const wish = v.object({
  name: v.optional(v.string("name must be a text")),
  frequency: v.optional(frequency),
  timeZone: v.optional(v.string("timeZone must be a text such as Europe/London")),
  events: v.optional(
    v.pipe(
      v.array(
        v.picklist(alertEvents, `events must be some of ${alertEvents.join(", ")}`),
        `events must be a list of some of ${alertEvents.join(", ")}`,
      ),
      v.minLength(1, "choose at least one kind of news"),
    ),
  ),
  mailLanguage: v.optional(
    v.picklist(mailLanguages, `mailLanguage must be one of ${mailLanguages.join(", ")}`),
  ),
  allIsWell: v.optional(v.nullable(v.boolean("allIsWell must be true, false or null"))),
});

export type ReadPreferences =
  | { readonly ok: true; readonly preferences: Preferences }
  /** Which field is wrong, and a sentence about it. */
  | { readonly ok: false; readonly field: keyof Preferences; readonly message: string };

/**
 * Reads what somebody wishes; what they do not say is as it was.
 * @param before what holds where nothing is said
 */
export function readPreferences(
  wished: Readonly<Record<string, unknown>>,
  before: Preferences,
): ReadPreferences {
  const result = v.safeParse(wish, wished);
  if (!result.success) {
    const [issue] = result.issues;
    const field = (v.getDotPath(issue)?.split(".")[0] ?? "name") as keyof Preferences; // a key of the schema
    return { ok: false, field, message: issue.message };
  }
  const { name, timeZone, events, frequency: when, mailLanguage, allIsWell } = result.output;
  const zone = timeZone === undefined ? before.timeZone : canonicalTimeZone(timeZone);
  if (zone === null) {
    const message = `${(timeZone ?? "").slice(0, 60)} is no time zone; write one such as Europe/London.`;
    return { ok: false, field: "timeZone", message };
  }
  const named = nameOf(name ?? "");
  return {
    ok: true,
    preferences: {
      name: named === "" ? before.name : named,
      frequency: when ?? before.frequency,
      timeZone: zone,
      events:
        events === undefined ? before.events : alertEvents.filter((one) => events.includes(one)),
      mailLanguage: mailLanguage ?? before.mailLanguage,
      allIsWell: allIsWell === undefined ? before.allIsWell : allIsWell,
    },
  };
}

/** @returns null where it is not known here; offsets such as +02:00 know no daylight saving, and are not taken */
export function canonicalTimeZone(text: string): string | null {
  const typed = text.trim();
  if (typed === "" || /^[+-]/.test(typed)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** One line, without what turns the direction of text. */
function nameOf(text: string): string {
  const line = text
    .replaceAll(/[\p{Bidi_Control}]/gu, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return Array.from(line).slice(0, maxNameChars).join("");
}
