import type { MailLanguage, Preferences } from "./preferences.ts";

/**
 * The language of a mail that is sent for several alerts: what most of them want, and of equals that of the
 * one that comes first.
 */
export function mailLanguageOf<One extends Pick<Preferences, "mailLanguage">>(
  alerts: readonly [One, ...One[]],
): MailLanguage {
  const counts = new Map<MailLanguage, number>();
  for (const { mailLanguage } of alerts) {
    counts.set(mailLanguage, (counts.get(mailLanguage) ?? 0) + 1);
  }
  const [[first]] = [...counts].toSorted(([, a], [, b]) => b - a) as [[MailLanguage, number]];
  return first;
}
