import type { Frequency } from "./preferences.ts";

/** As ISO 8601 counts them, Monday first. */
export const weekdays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** `Every Monday at 08:00 (Europe/London)`. */
export function frequencyWords(frequency: Frequency, timeZone: string): string {
  switch (frequency.kind) {
    case "immediate":
      return "At once";
    case "daily":
      return `Every day at ${hourWords(frequency.hour)} (${timeZone})`;
    case "weekly": {
      const day = weekdays[frequency.weekday - 1] ?? "week";
      return `Every ${day} at ${hourWords(frequency.hour)} (${timeZone})`;
    }
  }
}

/** `08:00`. */
export function hourWords(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
