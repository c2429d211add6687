import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readability } from "@mozilla/readability";
import { load } from "cheerio/slim";
import { Defuddle } from "defuddle/node";
import { parseHTML } from "linkedom";
import { collectBlocks } from "../lambda/sources/markup.ts";
import { decode } from "../lambda/sources/decoding.ts";
import type { Evaluated } from "./evaluate.ts";
import type { GoldEntry } from "./gold.ts";
import { addScores, emptyScore, scoreText } from "./score.ts";

/** What a library gives of a page: its title and its article's HTML. */
type Peer = (html: string, url: string) => Promise<{ title: string; html: string }>;

export const peers: Readonly<Record<"readability" | "defuddle", Peer>> = {
  readability: async (html) => {
    const { document } = parseHTML(html);
    const read = new Readability(document).parse();
    return await Promise.resolve({ title: read?.title ?? "", html: read?.content ?? "" });
  },
  defuddle: async (html, url) => {
    const { document } = parseHTML(html);
    const read = await Defuddle(document, url);
    return { title: read.title, html: read.content };
  },
};

/** The same pages through libraries that read any article: titles and text, which is all they give. */
export async function evaluatePeers(
  gold: readonly GoldEntry[],
  recorded: string,
): Promise<readonly Evaluated[]> {
  const pages = gold.filter(({ kind, file }) => kind === "page" && file.endsWith(".html"));
  const found: Evaluated[] = [];
  for (const sourceId of new Set(pages.map((page) => page.sourceId))) {
    for (const [reader, peer] of Object.entries(peers)) {
      let score = emptyScore;
      for (const page of pages.filter((one) => one.sourceId === sourceId)) {
        const html = decode(readFileSync(join(recorded, page.file)), "text/html");
        const { title, html: article } = await peer(html, page.url);
        const blocks = collectBlocks(load(article, null, false).root().toArray());
        score = addScores(score, scoreText(page, title, blocks));
      }
      found.push({ sourceId, reader: reader as keyof typeof peers, score });
    }
  }
  return found;
}
