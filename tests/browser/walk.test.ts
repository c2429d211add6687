import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";
import { mailsTo, mailWhen } from "./inbox.ts";
import { type SampleService, startSample } from "../builders/sample-service.ts";

const root = join(import.meta.dirname, "../..");
/** With UPDATE_PICTURES=1: the README's into docs, all others where they can be looked at. */
const takesPictures = process.env["UPDATE_PICTURES"] === "1";
const inTheReadme = new Set(["readout-desktop-light", "mail-desktop-light"]);
const shown = join(root, "docs/images");
const looked = join(root, ".readouts/pictures");
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

let service: SampleService;
let browser: Browser;

beforeAll(async () => {
  for (const folder of [shown, looked]) mkdirSync(folder, { recursive: true });
  [service, browser] = await Promise.all([
    startSample(),
    chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    }),
  ]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function open(path: string, options: { script?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? true,
    bypassCSP: true,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(new URL(path, service.pages).href);
  return page;
}

/** axe's findings: all its rules for pages; for mails, which are shown inside other pages, those of WCAG. */
async function axeFindings(page: Page, of: "page" | "mail" = "page"): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const rules = of === "page" ? {} : { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] };
  const found: unknown = await page.evaluate(
    `axe.run(${JSON.stringify(rules)}).then(({violations}) => violations.map(({id, nodes}) => id + ": " + nodes.map(({html}) => html).join(" ")))`,
  );
  return found as string[]; // made by the line above
}

async function picture(page: Page, name: string): Promise<void> {
  if (!takesPictures) return;
  for (const [size, width] of [
    ["phone", 360],
    ["desktop", 1280],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: size === "phone" ? 740 : 900 });
      await page.emulateMedia({ colorScheme });
      const file = `${name}-${size}-${colorScheme}`;
      const folder = inTheReadme.has(file) ? shown : looked;
      await page.screenshot({ path: join(folder, `${file}.png`) });
    }
  }
}

async function isNoWiderThanAPhone(page: Page): Promise<boolean> {
  await page.setViewportSize({ width: 320, height: 640 });
  return (await page.evaluate("document.documentElement.scrollWidth")) === 320;
}

describe("every page", () => {
  test.each([
    ["home", "/"],
    ["readout", "/readouts/veldmark-presidency-2202"],
    ["revision", "/readouts/veldmark-presidency-2202/revisions/2"],
    ["search", "/search?q=%22water+treaty%22"],
    ["search-error", "/search?q=%22water+treaty"],
    ["subscribe", "/subscribe?q=ferry"],
    ["sources", "/sources"],
    ["not-there", "/readouts/none"],
    ["link-broken", "/confirm?token=none"],
  ])(
    "%s: axe finds nothing, it fits a phone, and the banner says that it is a sample",
    async (name, path) => {
      const page = await open(path);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.getByRole("complementary").innerText()).toContain("sample");
      await picture(page, name);
      expect(await isNoWiderThanAPhone(page)).toBe(true);
      await page.context().close();
    },
  );
});

describe("a reader", () => {
  test("finds a readout, its speakers, its revisions, and what an edit changed", async () => {
    const page = await open("/");
    await page.getByRole("searchbox").fill('"water treaty" calandra');
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: /Mirela Dossa/ }).click();
    expect(await page.locator("article").innerText()).toContain("Then we can sign in June.");
    expect(await page.locator(".turn").count()).toBeGreaterThan(2);
    await page.getByRole("link", { name: "Revision 2" }).click();
    expect((await page.locator("del").allInnerTexts()).join(" ")).toContain("To be continued.");
    await page.context().close();
  });

  test("is shown where a query is wrong", async () => {
    const page = await open("/search?q=%28grain");
    expect(await page.getByRole("alert").innerText()).toMatch(/(?:column|character) 1\b/);
    await page.context().close();
  });
});

describe("a subscriber", () => {
  test("signs up by keyboard, without scripts; confirms; leaves with one click, twice", async () => {
    const address = "walker@newsroom.example";
    const page = await open("/subscribe", { script: false });
    await page.getByLabel("Your search").focus();
    await page.keyboard.type("lighthouse");
    await page.keyboard.press("Tab");
    while (!(await page.locator(":focus").getAttribute("name"))?.includes("address")) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type(address);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /mailbox/ }).waitFor();

    const confirmation = await mailWhen(service.inbox, address, ({ text }) =>
      text.includes("/confirm?"),
    );
    const link = /http\S+\/confirm\?token=\S+/.exec(confirmation.text)?.[0] ?? "";
    await page.goto(link);
    await picture(page, "confirm");
    await page.goto(link);
    await page.getByRole("button", { name: /Confirm/ }).click();
    expect(await page.locator("main").innerText()).toContain("confirmed");
    await page.goto(link);
    expect(await page.locator("main").innerText()).toContain("before");
    await page.context().close();
  });

  test("the sample's own one has mails, and one click ends the alert; GET ends nothing", async () => {
    const alert = await mailWhen(service.inbox, "reader@newsroom.example", ({ html }) =>
      html.includes("<mark"),
    );
    const link = /http\S+\/unsubscribe\?token=[\w.~%-]+/.exec(alert.text)?.[0] ?? "";
    const page = await open(link);
    expect(await page.getByRole("button", { name: /Stop/ }).isVisible()).toBe(true);
    await picture(page, "unsubscribe");
    const oneClick = async (): Promise<unknown> => {
      const response = await fetch(link, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      });
      return await response.json();
    };
    expect(await oneClick()).toMatchObject({ outcome: "done" });
    expect(await oneClick()).toMatchObject({ outcome: "already" });
    await page.context().close();
  });

  test("reads a mail that is good on a phone and in the dark, with nothing fetched", async () => {
    const mails = await mailsTo(service.inbox, "reader@newsroom.example");
    const edit = mails.find(({ html }) => html.includes("<ins"));
    const news = mails.find(({ html }) => html.includes("<mark"));
    for (const [name, mail] of [
      ["mail", news],
      ["mail-edit", edit],
    ] as const) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.setContent(mail?.html ?? "");
      expect(await axeFindings(page, "mail")).toEqual([]);
      await picture(page, name);
      expect(await isNoWiderThanAPhone(page)).toBe(true);
      expect(asked.filter((url) => url.startsWith("http"))).toEqual([]);
      await context.close();
    }
  });
});
