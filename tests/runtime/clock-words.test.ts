import { expect, test } from "@jest/globals";
import { DateTime } from "luxon";
import { clockWords } from "../../lambda/runtime/clock-words.ts";

test.each(["en-GB", "de", "fr", "it", "pt", "ru", "es", "uk"])(
  "in %s a clock's zone is named as luxon names it, in winter and summer",
  (locale) => {
    for (const zone of [
      "UTC",
      "Europe/Kyiv",
      "America/New_York",
      "Asia/Bishkek",
      "Europe/London",
    ]) {
      for (const at of ["2026-01-15T00:05:00Z", "2026-07-15T23:05:00Z"]) {
        const when = DateTime.fromISO(at, { zone }).setLocale(locale);
        expect(clockWords(when)).toBe(when.toFormat("HH:mm ZZZZ"));
      }
    }
  },
);
