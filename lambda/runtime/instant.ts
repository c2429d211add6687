/** A moment: ISO 8601 in UTC with milliseconds (`2021-02-24T12:05:00.000Z`), so that text order is time order. */
export type Instant = string;

/** A calendar day without a zone: `2021-02-24`. */
export type Day = string;

/** @throws RangeError where the text is no date that JavaScript can read */
export function toInstant(value: Date | string | number): Instant {
  return new Date(value).toISOString();
}

export function addMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Milliseconds from `earlier` to `later`; negative where they are the other way round. */
export function msBetween(earlier: Instant, later: Instant): number {
  return Date.parse(later) - Date.parse(earlier);
}
