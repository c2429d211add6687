import { describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { renderAlert } from "../../lambda/mail/alert.ts";
import { renderAllIsWell } from "../../lambda/mail/all-is-well.ts";
import { renderConfirmation } from "../../lambda/mail/confirmation.ts";
import { renderDigest } from "../../lambda/mail/digest.ts";
import { renderManageLink } from "../../lambda/mail/manage-link.ts";
import type { Mail } from "../../lambda/mail/mail.ts";
import { renderWebhookDisabled } from "../../lambda/mail/webhook-disabled.ts";
import { wordsOf } from "../../lambda/mail/words/words-of.ts";
import { composeMime } from "../../lambda/outside/mime.ts";
import { type MailLanguage, mailLanguages } from "../../lambda/subscriptions/preferences.ts";
import { paragraphs } from "../builders/readout.ts";
import { aPending } from "../builders/subscription.ts";
import { aDigest } from "./digested.ts";
import { anAllIsWell } from "./quiet-month.ts";
import { anAlertOf } from "./received.ts";

const baseUrl = "https://readouts.norrhaven.example";
const at = "2026-03-02T15:01:30.000Z";
const before = { blocks: paragraphs("The water treaty will be signed in spring.") };
const content = { blocks: paragraphs("The water treaty will be signed in May.") };
const silent = { kind: "without-news", since: "2026-01-20T05:00:00.000Z" } as const;

/** Every mail that there is, once. */
const mails: Readonly<Record<string, (language: MailLanguage) => Mail>> = {
  alert: (language) =>
    renderAlert(anAlertOf({ language, queries: ["treaty", "talks -oil", "sella"] })),
  edit: (language) =>
    renderAlert(anAlertOf({ language, change: "edited", revision: 2, before, content })),
  removal: (language) => renderAlert(anAlertOf({ language, change: "removed", revision: 2 })),
  digest: (language) => renderDigest(aDigest({ language })),
  "monthly line": (language) => renderAllIsWell(anAllIsWell({ language })),
  "monthly line of silent sources": (language) => {
    const its = anAllIsWell({ language });
    return renderAllIsWell({ ...its, health: its.health.map((one) => ({ ...one, silent })) });
  },
  confirmation: (language) =>
    renderConfirmation({
      pending: { ...aPending(), mailLanguage: language },
      confirmUrl: `${baseUrl}/confirm?token=one`,
      baseUrl,
    }),
  "link to manage": (language) =>
    renderManageLink({
      language,
      subscriberId: "one",
      manageUrl: `${baseUrl}/manage?token=one`,
      baseUrl,
      sentAt: at,
    }),
  "notice of a webhook": (language) =>
    renderWebhookDisabled({
      language,
      subscriptionId: "one",
      name: "The river",
      receiver: "hooks.newsroom.example",
      because: "gone",
      disabledSince: at,
      lastFailure: "410 Gone",
      manageUrl: `${baseUrl}/manage?token=one`,
      baseUrl,
    }),
};

const others = mailLanguages.filter((language) => language !== "en");
const linksOf = (text: string): readonly string[] =>
  [
    ...new Set(text.match(/https?:\/\/[^\s"<>]+/g)?.map((url) => url.replace(/[.,]$/, ""))),
  ].toSorted();

/** Whole sentences and labels of the English mail. */
function englishOf(value: unknown): readonly string[] {
  if (typeof value === "string") return value.length > 8 ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(englishOf) : [];
}
const english = englishOf(wordsOf("en"));

describe.each(Object.entries(mails))("the mail: %s", (_, render) => {
  test.each(others)("says in %s what it says in English, with the same links", async (language) => {
    const [ours, usual] = [render(language), render("en")];
    const raw = await composeMime({ ...ours, to: "reader@newsroom.example" }, "a@b.example", at);
    const read = await PostalMime.parse(raw);
    expect(read.subject).toBe(ours.subject);
    expect(ours.html).toMatch(new RegExp(`<html lang="${language}">`));
    expect(linksOf(ours.text)).toEqual(linksOf(usual.text));
    expect(linksOf(ours.html)).toEqual(linksOf(usual.html));
    expect([ours.messageId, ours.headers]).toEqual([usual.messageId, usual.headers]);
    for (const text of [ours.subject, ours.text, ours.html]) {
      expect(english.filter((said) => text.includes(said))).toEqual([]);
      expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object|(?:^|\s)#(?:\s|$)/);
    }
  });
});

const textOf = (language: MailLanguage, kind: string): string => mails[kind]?.(language).text ?? "";
const readouts = (language: MailLanguage): readonly string[] =>
  [1, 2, 5, 21].map((count) => wordsOf(language).readouts(count));

describe("a mail in another language", () => {
  test("writes days and moments as that language does", () => {
    expect(textOf("de", "alert")).toContain("Veröffentlicht: 2. März 2026, 16:40 OEZ");
    expect(textOf("ru", "alert")).toMatch(/^Событие: {6}2 марта 2026\sг\.$/m);
    expect(textOf("fr", "alert")).toContain("Événement\u00a0: 2 mars 2026");
  });

  test("counts as that language does", () => {
    expect(readouts("ru")).toEqual(["1 сообщение", "2 сообщения", "5 сообщений", "21 сообщение"]);
    expect(readouts("uk").slice(0, 3)).toEqual([
      "1 повідомлення",
      "2 повідомлення",
      "5 повідомлень",
    ]);
    expect(readouts("fr")[0]).toBe("1 compte rendu");
    expect(textOf("de", "digest")).toContain("9 Mitteilungen in sieben Tagen, sonst 7,5");
  });

  test("says why, in its words, with the query as it was written", () => {
    expect(textOf("es", "alert")).toContain("su alerta treaty: encontró treaty (una vez)");
    expect(textOf("it", "alert")).toContain("senza oil");
  });

  test("leaves titles, names and passages as the press office wrote them", () => {
    const { html, subject } = renderAlert(anAlertOf({ language: "uk" }));
    expect(subject).toContain("Talks with President of Veldmark");
    expect(html).toMatch(/<h1 lang="en"/);
    expect(html).toMatch(/<blockquote [^>]*lang="en"/);
  });
});
