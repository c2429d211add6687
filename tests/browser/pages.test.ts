import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { BrowserContextOptions, Page } from "playwright-core";
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

const pages = [
  "/",
  "/readouts?source=ostrovia-pm&since=2026-02-01",
  "/readouts/ostrovia-pm-103",
  "/readouts/ostrovia-pm-103/revisions/2",
  "/readouts/ostrovia-pm-103/revisions/1",
  "/readouts/veldmark-presidency-2203",
  "/readouts/ostrovia-pm-102",
  "/readouts/ostrovia-pm-101",
  "/search",
  "/search?q=grain",
  "/search?q=grain+(harbour",
  "/subscribe?q=grain",
  "/subscribe?q=grain+and",
  "/sources",
  "/confirm?token=none",
  "/nothing",
];

describe.each(["light", "dark"] as const)("in the %s", (colorScheme) => {
  test.each(pages)("%s has nothing that axe-core objects to", async (path) => {
    // Axe is put in by the debugger; the page itself may run nothing.
    const findings = await withPage({ colorScheme, bypassCSP: true }, async (page) => {
      await page.goto(path);
      return await axeFindings(page);
    });
    expect(findings).toEqual([]);
  });
});

describe("on a phone of 320 pixels", () => {
  test.each(pages)("%s is not wider than the screen, text twice as large or not", async (path) => {
    const viewport = { width: 320, height: 640 };
    await withPage({ viewport, bypassCSP: true }, async (page) => {
      await page.goto(path);
      const tooWide = "document.documentElement.scrollWidth - innerWidth";
      expect(await page.evaluate(tooWide)).toBe(0);
      await page.addStyleTag({ content: "html { font-size: 200% !important; }" });
      expect(await page.evaluate(tooWide)).toBe(0);
    });
  });

  test("what can be pressed is large enough for a finger", async () => {
    await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto("/subscribe?q=grain");
      const heights = await page
        .locator("button, input, nav a")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(24); // WCAG 2.2, 2.5.8
    });
  });
});

describe("with the keyboard alone", () => {
  test("the first stop skips to the text, and what has the focus is outlined", async () => {
    await withPage({}, async (page) => {
      await page.goto("/readouts/ostrovia-pm-103");
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: "Skip to the text" });
      expect(await page.locator(":focus").innerText()).toBe("Skip to the text");
      expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
      const outline = "getComputedStyle(document.activeElement).outlineStyle";
      expect(await page.evaluate(outline)).toBe("solid");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.locator("main :focus").count()).toBe(1);
    });
  });
});

/** Where the caret's own character is painted. */
const caretPlace = `(() => {
  const range = document.createRange();
  range.selectNode(document.querySelector(".caret").lastChild);
  return range.getBoundingClientRect();
})()`;

describe("without scripts", () => {
  test("a wrong query is underlined, and the caret stands below its beginning", async () => {
    await withPage({}, async (page) => {
      await page.goto(`/search?q=${encodeURIComponent("会談 grain and harbour")}`);
      const wrong = await page.locator("[role=alert] mark").boundingBox();
      const caret = await page.evaluate<{ x: number; y: number }>(caretPlace);
      expect(await page.locator("[role=alert] mark").innerText()).toBe("and");
      expect(Math.abs(caret.x - (wrong?.x ?? 0))).toBeLessThan(3);
      expect(caret.y).toBeGreaterThan(wrong?.y ?? 0);
    });
  });

  test("one looks back, asks for an alert, mends a slip, confirms and stops it again", async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto("/");
      await page.getByRole("searchbox").fill("ferry and");
      await page.getByRole("button", { name: "Alert me" }).click();
      expect(await page.getByRole("alert").innerText()).toContain("column 7");
      await page.getByLabel("Your search").fill("ferry");
      await page.getByRole("button", { name: "What would it have found?" }).click();
      expect(await page.locator("section .list h3").innerText()).toContain("Aksel Tamm");
      await page.getByLabel("Your email address").fill("reader@norrhaven.example");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Look into your mailbox" }).waitFor();

      await page.goto(world.site.confirmPath());
      await page.getByRole("button", { name: "Confirm this alert" }).click();
      expect(await page.locator("main").innerText()).toContain("Your alert is confirmed");

      for await (const subscription of world.site.subscriptions.every()) {
        if (subscription.state !== "active") throw new Error("it is not active");
        await page.goto(world.site.unsubscribePath(subscription));
      }
      await page.getByRole("button", { name: "Stop this alert" }).click();
      expect(await page.locator("main").innerText()).toContain("The alert is stopped");
    });
  });

  test("what strangers wrote neither runs nor turns the line around it", async () => {
    await withPage({}, async (page) => {
      const dialogs: string[] = [];
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.goto("/readouts/ostrovia-pm-101");
      expect(await page.locator(".text").innerText()).toContain("<script>alert(1)</script>");
      expect(dialogs).toEqual([]);
    });
  });
});
