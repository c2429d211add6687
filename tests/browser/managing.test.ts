import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { BrowserContextOptions, Page } from "playwright-core";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { paused, withWebhook } from "../../lambda/subscriptions/subscription.ts";
import { secretBytes, webhookSecret, webhookTo } from "../../lambda/subscriptions/webhook.ts";
import { siteNow } from "../builders/site.ts";
import { anActive, aPending } from "../builders/subscription.ts";
import { axeFindings, startWorld, type World } from "./browser.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world?.stop();
});

async function withPage<T>(
  options: BrowserContextOptions,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await world.browser.newContext({ baseURL: world.url, ...options });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Goes on by Tab to what has this name; a page whose order of stops leaves it out never gets there. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    // Its label, where it has one; the browser's types are not ours.
    const label = await page.evaluate<string>(
      "(one => [...(one.labels ?? [])].map(({ textContent }) => textContent).join(' ') || one.textContent)(document.activeElement)",
    );
    if (name.test(label.trim())) return;
  }
  throw new Error(`no Tab stop is named ${name}`);
}

async function pressed(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

const main = async (page: Page): Promise<string> => await page.locator("main").innerText();

describe("with the keyboard alone, and without scripts", () => {
  test("one signs up, confirms, manages, pauses, changes and leaves", async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto("/subscribe?q=ferry");
      await tabTo(page, /^Your email address/);
      await page.keyboard.type("keys@newsroom.example");
      await tabTo(page, /^Name of the alert/);
      await page.keyboard.type("Ferries");
      await tabTo(page, /^At once/);
      await page.keyboard.press("ArrowDown");
      await tabTo(page, /^Hour/);
      await page.keyboard.press("ArrowUp");
      await pressed(page, /^Send me the link/);
      expect(await main(page)).toContain("Look into your mailbox");

      await page.goto(world.site.confirmPath());
      expect(await main(page)).toContain("Every day at 07:00 (UTC)");
      await pressed(page, /^Confirm this alert/);
      await pressed(page, /^See all your alerts/);
      expect(await page.getByRole("heading", { level: 2 }).first().innerText()).toBe("Ferries");

      await pressed(page, /^Pause/);
      expect(await page.getByRole("status").innerText()).toContain("Paused");
      await pressed(page, /^Resume/);
      await pressed(page, /^Change/);
      await tabTo(page, /^Your search/);
      await page.keyboard.press("End");
      await page.keyboard.type(" OR harbour");
      await pressed(page, /^What would it have found/);
      expect(await page.getByRole("heading", { name: "What it would have found" }).count()).toBe(1);
      await pressed(page, /^Save$/);
      expect(await page.getByRole("status").innerText()).toContain("Changed");
      expect(await main(page)).toContain("ferry OR harbour");

      await pressed(page, /^Stop all my alerts/);
      expect(await page.getByRole("status").innerText()).toContain("All your alerts are stopped");
      await page.goto("/manage");
      await tabTo(page, /^Your email address/);
      await page.keyboard.type("keys@newsroom.example");
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      expect(await main(page)).toContain("a mail with a link to them is on its way");
    });
  });
});

describe("with the keyboard alone, and without scripts, an alert's webhook", () => {
  test("is made, its secret shown, tested, signed anew and removed", async () => {
    const one = anActive({ address: "hooks@newsroom.example", query: "grain" });
    await world.site.subscriptions.save(one, null);
    await withPage({ javaScriptEnabled: false }, async (page) => {
      const said = async (): Promise<string> => await page.getByRole("status").innerText();
      await page.goto(world.site.managePath(one));
      await pressed(page, /webhook/i);
      await tabTo(page, /^Address/);
      await page.keyboard.type("https://10.0.0.8/");
      await pressed(page, /^Make a webhook/);
      expect(await page.locator("#problem").count()).toBe(1);
      await tabTo(page, /^Address/);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("https://hooks.newsroom.example/readouts");
      await pressed(page, /^Make a webhook/);
      expect(await said()).toContain("Events are posted there from now on");
      await tabTo(page, /^Show the secret/);
      await page.keyboard.press("Enter");
      expect(await page.locator("code").innerText()).toMatch(/^whsec_/);
      await pressed(page, /^Send a test event/);
      expect(await said()).toContain("A test event is on its way");
      await pressed(page, /^Make a new secret/);
      expect(await said()).toContain("Both sign for a day");
      await pressed(page, /^Remove the webhook/);
      expect(await said()).toContain("Removed");
    });
  });
});

describe("every page of managing", () => {
  const shots = join(import.meta.dirname, "../../.readouts/pictures");
  const paths: (readonly [string, string])[] = [];

  beforeAll(async () => {
    const { subscriptions, tables } = world.site;
    const address = "shown@newsroom.example";
    const one = anActive({ address, query: '"water treaty" OR ferry' });
    const two = anActive({ address, query: "harbour" });
    await subscriptions.save(one, null);
    await subscriptions.save(two, null);
    await subscriptions.save(paused(anActive({ address, query: "grain" }), siteNow), null);
    await subscriptions.save(aPending({ address, query: "gas", at: siteNow }), null);
    const manage = world.site.managePath(one);
    paths.push(
      ["manage", `${manage}&done=pause-done&alert=${two.subscriptionId}`],
      ["change", `${manage.replace("?", "/change?")}&alert=${one.subscriptionId}`],
      ["unsubscribe-several", world.site.unsubscribePath(one, two)],
      ["ask-for-link", "/manage"],
      ["link-expired", "/manage?token=none"],
    );
    const suppressed = anActive({ address: "bounced@newsroom.example" });
    await subscriptions.save(suppressed, null);
    await suppressionsTable(tables.client, tables.suppressions).put({
      addressHash: suppressed.subscriberId,
      reason: "bounce",
      since: siteNow,
      until: null,
      softBounces: 0,
    });
    paths.push(["manage-suppressed", world.site.managePath(suppressed)]);
    const hooked = anActive({ address: "hooked@newsroom.example", query: "ferry" });
    const url = `https://hooks.newsroom.example/${"a-long-way/".repeat(12)}`;
    const secret = webhookSecret(new Uint8Array(secretBytes).fill(7));
    await subscriptions.save(withWebhook(hooked, webhookTo(url, null, secret, siteNow)), null);
    await world.site.webhooks.noteFailure(hooked, "HTTP 410: it wants no more", siteNow);
    await world.site.webhooks.disable(hooked, "gone", siteNow);
    const webhook = (of: typeof one): string =>
      `${world.site.managePath(of).replace("?", "/webhook?")}&alert=${of.subscriptionId}`;
    paths.push(
      ["webhook-none", webhook(one)],
      ["webhook-switched-off", `${webhook(hooked)}&done=test-done`],
    );
    mkdirSync(shots, { recursive: true });
  });

  test.each(["light", "dark"] as const)(
    "in the %s has nothing that axe-core objects to",
    async (colorScheme) => {
      for (const [name, path] of paths) {
        await withPage({ colorScheme, bypassCSP: true }, async (page) => {
          await page.goto(path);
          expect([name, await axeFindings(page)]).toEqual([name, []]);
        });
      }
    },
  );

  test("is not wider than a phone of 320 pixels, text twice as large or not", async () => {
    for (const [name, path] of paths) {
      await withPage({ viewport: { width: 320, height: 640 }, bypassCSP: true }, async (page) => {
        await page.goto(path);
        const tooWide = "document.documentElement.scrollWidth - innerWidth";
        expect([name, await page.evaluate(tooWide)]).toEqual([name, 0]);
        await page.addStyleTag({ content: "html { font-size: 200% !important; }" });
        expect([name, await page.evaluate(tooWide)]).toEqual([name, 0]);
      });
    }
  });

  test("is pictured where it can be looked at", async () => {
    if (process.env["UPDATE_PICTURES"] !== "1") return;
    for (const [name, path] of paths) {
      for (const [width, colorScheme] of [
        [1280, "light"],
        [360, "dark"],
      ] as const) {
        await withPage({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
          await page.goto(path);
          await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
        });
      }
    }
  });
});
