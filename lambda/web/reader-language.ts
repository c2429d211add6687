import { accepts } from "hono/accepts";
import { type MailLanguage, mailLanguages } from "../subscriptions/preferences.ts";
import type { SiteContext } from "./answering.ts";

/**
 * The first of the languages that our mails are written in that a reader's browser asks for; English for none. The answer says that
 * it depends on it.
 * @see RFC 9110 §12.5.4 (Accept-Language)
 */
export function readerLanguage(c: SiteContext): MailLanguage {
  c.header("Vary", "Accept-Language", { append: true });
  const spoken = accepts(c, {
    header: "Accept-Language",
    supports: [...mailLanguages],
    default: "en",
    // By language alone: who asks for Swiss German reads German.
    match: (asked, { default: usual }) =>
      asked
        .filter(({ q }) => q > 0)
        .toSorted((a, b) => b.q - a.q)
        .flatMap(({ type }) => mailLanguages.find((one) => one === languageOf(type)) ?? [])[0] ??
      usual,
  });
  return mailLanguages.find((one) => one === spoken) ?? "en";
}

function languageOf(tag: string): string | undefined {
  return tag.split("-", 1)[0]?.toLowerCase();
}
