import type { MailLanguage } from "../../subscriptions/preferences.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { MailWords } from "./mail-words.ts";
import { pt } from "./pt.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";

const all: Readonly<Record<MailLanguage, MailWords>> = { de, en, es, fr, it, pt, ru, uk };

/** What our mails say in a language. */
export function wordsOf(language: MailLanguage): MailWords {
  return all[language];
}
