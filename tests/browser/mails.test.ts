import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { renderAllIsWell } from "../../lambda/mail/all-is-well.ts";
import { renderAlert } from "../../lambda/mail/alert.ts";
import { renderConfirmation } from "../../lambda/mail/confirmation.ts";
import { renderDigest } from "../../lambda/mail/digest.ts";
import type { Mail } from "../../lambda/mail/mail.ts";
import { renderManageLink } from "../../lambda/mail/manage-link.ts";
import { renderWebhookDisabled } from "../../lambda/mail/webhook-disabled.ts";
import { paragraphs } from "../builders/readout.ts";
import { aPending } from "../builders/subscription.ts";
import { anAllIsWell } from "../mail/quiet-month.ts";
import { aDigest } from "../mail/digested.ts";
import { anAlertOf } from "../mail/received.ts";
import { axeFindings, launchBrowser } from "./browser.ts";

/** With UPDATE_PICTURES=1 every mail is taken into docs/mails. */
const takesPictures = process.env["UPDATE_PICTURES"] === "1";
const pictures = join(import.meta.dirname, "../../docs/mails");
const baseUrl = "https://readouts.norrhaven.example";
const sentAt = "2026-03-02T15:01:30.000Z";

const before = {
  blocks: paragraphs("The water treaty will be signed in spring, the ministers said."),
};
const after = { blocks: paragraphs("The water treaty will be signed in May, the ministers said.") };
const mails: Readonly<Record<string, Mail>> = {
  alert: renderAlert(anAlertOf({ queries: ["treaty", "Veldmark OR reservoir"] })),
  edited: renderAlert(
    anAlertOf({ change: "edited", revision: 2, content: after, before, queries: ["treaty"] }),
  ),
  removed: renderAlert(anAlertOf({ change: "removed", revision: 2 })),
  digest: renderDigest(aDigest()),
  "alert-in-german": renderAlert(
    anAlertOf({ language: "de", queries: ["treaty", "Veldmark OR reservoir"] }),
  ),
  "digest-in-russian": renderDigest(aDigest({ language: "ru" })),
  "all-is-well": renderAllIsWell(anAllIsWell()),
  confirmation: renderConfirmation({
    pending: aPending({ query: '"water treaty" NOT draft' }),
    confirmUrl: `${baseUrl}/confirm?token=one`,
    baseUrl,
  }),
  "manage-link": renderManageLink({
    language: "en",
    subscriberId: "one",
    manageUrl: `${baseUrl}/manage?token=one`,
    baseUrl,
    sentAt,
  }),
  "webhook-disabled": renderWebhookDisabled({
    language: "en",
    subscriptionId: "one",
    name: "The river",
    receiver: "hooks.newsroom.example",
    because: "failing",
    disabledSince: sentAt,
    lastFailure: "no answer within 15 s",
    manageUrl: `${baseUrl}/manage?token=one`,
    baseUrl,
  }),
};

const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  (
    [
      ["phone", 360],
      ["desktop", 900],
    ] as const
  ).map(([device, width]) => ({
    colorScheme,
    device,
    width,
  })),
);

let browser: Browser;
beforeAll(async () => {
  if (takesPictures) mkdirSync(pictures, { recursive: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** The mail as a mail program shows it: alone, without scripts of its own. */
async function withMail(
  mail: Mail,
  { colorScheme, width }: { readonly colorScheme: "light" | "dark"; readonly width: number },
  work: (page: Page, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme,
    viewport: { width, height: 700 },
  });
  const asked: string[] = [];
  try {
    const page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(mail.html);
    await work(page, asked);
  } finally {
    await context.close();
  }
}

describe.each(Object.entries(mails))("the mail %s", (name, mail) => {
  test("is readable at 320 pixels, fetches nothing, and is not clipped", async () => {
    await withMail(mail, { colorScheme: "light", width: 320 }, async (page, asked) => {
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow).toBe(0);
      expect(asked).toEqual([]);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
      expect(mail.html).not.toMatch(/<img|<script|@import|url\(/i);
    });
  });

  test.each(looks)("has nothing that axe finds on a $device in the $colorScheme", async (look) => {
    await withMail(mail, look, async (page) => {
      expect(await axeFindings(page, "mail")).toEqual([]);
      if (!takesPictures) return;
      const file = `${name}-${look.device}-${look.colorScheme}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    });
  });
});
