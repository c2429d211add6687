import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { aSite, type TestSite } from "../builders/site.ts";
import { type ServedSite, serveOnLoopback } from "../builders/loopback-site.ts";
import { fillArchive } from "./invented-archive.ts";

/** The site over an invented archive, and a browser to look at it. */
export interface World {
  readonly browser: Browser;
  readonly site: TestSite;
  readonly url: string;
  stop(): Promise<void>;
}

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // As root, as in a container, Chromium has no sandbox.
    args: ["--no-sandbox"],
  });
}

export async function startWorld(): Promise<World> {
  let site: TestSite | null = null;
  const served: ServedSite = await serveOnLoopback(async (url) => {
    const made = await aSite({ baseUrl: url });
    await fillArchive(made);
    site = made;
    return async (request, bindings) => await made.site.fetch(request, bindings);
  });
  if (site === null) throw new Error("the site was not made");
  const browser = await launchBrowser();
  return {
    browser,
    site,
    url: served.url,
    stop: async () => {
      await browser.close();
      await served.stop();
    },
  };
}

const rules = {
  page: {},
  mail: { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] },
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds wrong, in words: rule and place. All its rules for pages; for mails, which are shown
 * inside other pages, those of WCAG.
 */
export async function axeFindings(
  page: Page,
  of: "page" | "mail" = "page",
): Promise<readonly string[]> {
  // Put in by the debugger, which the page's content security policy does not hold.
  await page.evaluate(axe);
  return await page.evaluate(async (options) => {
    interface Axe {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, rules[of]);
}
