import type { Query } from "../../query/query.ts";
import { makeSnippets } from "../../query/snippets/snippets.ts";
import { type WantedWord, wantedWords } from "../../query/wanted-words.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { IndexedReadout } from "../index/term-block.ts";
import { type Hit, snippetLimits } from "../search/hit.ts";
import type { IndexView } from "../search/open-index.ts";
import { isTelling, type Plan, planOf } from "../search/plan.ts";
import type { SearchDeps } from "../search/search-archive.ts";
import { preparedOf } from "../search/prepared.ts";
import { verify } from "../search/verify.ts";
import { aheadMs, type QueryPreview } from "./preview.ts";
import { walkPreview } from "./walk-preview.ts";
import { hitsShown, isEnough, weekOf, weeksFrom } from "./weeks.ts";
import { WordWatch } from "./word-watch.ts";

/** One preview's work: some two seconds. */
const maxLooked = 1000;
const readAtOnce = 50;
/** Likely readouts that are looked at for a word that none of the found has. */
const likelyLooked = 20;

/**
 * Looks a query up in the archive: how often it would have alerted, the last ten, and which of its words never
 * occurred.
 */
export async function previewQuery(
  query: Query,
  now: Instant,
  deps: SearchDeps,
): Promise<QueryPreview> {
  const found = await deps.index.asked((view) => previewByIndex(query, now, view, deps.readouts));
  return found ?? (await walkPreview(query, now, deps.readouts));
}

async function previewByIndex(
  query: Query,
  now: Instant,
  view: IndexView,
  readouts: SearchDeps["readouts"],
): Promise<QueryPreview> {
  const thisWeek = weekOf(now);
  const counts = new Map<number, number>();
  const hits: Hit[] = [];
  const words = new WordWatch(wantedWords(query));
  let looked = 0;
  let firstWhole = 0;
  const all = { sourceId: null, isRanked: false, isTelling: isTelling(query) };
  for await (const one of verify(query, candidates(planOf(query), now, view), all, readouts)) {
    looked += 1;
    if ("document" in one) words.see(one.document);
    if (one.match !== null) {
      const week = Math.min(weekOf(one.head.publishedAt.at), thisWeek);
      counts.set(week, (counts.get(week) ?? 0) + 1);
      if (hits.length < hitsShown) {
        const snippets = makeSnippets(one.document, one.match, snippetLimits);
        hits.push({ head: one.head, snippets });
      }
    }
    const at = new Date(one.candidate.readout.publishedAt).toISOString();
    if (looked >= maxLooked || isEnough(at, thisWeek, hits)) {
      firstWhole = weekOf(at) + 1;
      break;
    }
  }
  for (const word of words.missing) await lookFor(word, words, now, view, readouts);
  if (words.missing.length > 0) await see(candidates(null, now, view), readAtOnce, words, readouts);
  const weeks = weeksFrom(firstWhole, thisWeek, counts);
  return { hits, looked: await view.readouts(), weeks, unseen: words.unseen() };
}

async function* candidates(
  plan: Plan | null,
  now: Instant,
  view: IndexView,
): AsyncGenerator<readonly { readonly readout: IndexedReadout }[]> {
  const until = Date.parse(addMs(now, aheadMs));
  const bounds = { since: Number.NEGATIVE_INFINITY, until, after: null };
  const asked = { bounds, atOnce: () => readAtOnce, foresee: null };
  for await (const some of view.candidates(plan, asked)) {
    yield some.map((readout) => ({ readout }));
  }
}

async function lookFor(
  word: WantedWord,
  words: WordWatch,
  now: Instant,
  view: IndexView,
  readouts: SearchDeps["readouts"],
): Promise<void> {
  await see(candidates(planOf(word), now, view), likelyLooked, words, readouts);
}

/** Shows the watch the first few. */
async function see(
  list: AsyncIterable<readonly { readonly readout: IndexedReadout }[]>,
  most: number,
  words: WordWatch,
  readouts: SearchDeps["readouts"],
): Promise<void> {
  for await (const some of list) {
    const first = some.slice(0, most).map(({ readout }) => readout);
    for (const one of await readouts.found(first, null)) {
      if (one !== null) words.see(preparedOf(one.revision));
    }
    return;
  }
}
