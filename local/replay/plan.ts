import type { Instant } from "../../lambda/runtime/instant.ts";
import type { Source } from "../../lambda/sources/source.ts";
import type { Identity } from "../../lambda/sources/reading.ts";
import type { RecordedResponse, Recording } from "../recording.ts";

/** As much of the catalogue as a replay asks. */
export interface KnownSources {
  readonly all: readonly Source[];
  forUrl(url: string): { readonly source: Source; readonly identity: Identity } | null;
}

export interface PlannedPoll {
  readonly sourceId: string;
  readonly listingUrl: string;
}

/** A recorded document; captured by its URL where no listing led to it. */
export interface PlannedPage {
  readonly sourceId: string;
  readonly readoutId: string;
  readonly url: string;
  /** Whether its time was recorded; an undated one is there from the first step on. */
  readonly isDated: boolean;
}

/** One time at which the recording holds something new. */
export interface Step {
  readonly at: Instant;
  /** In the order of the catalogue, those of one source together. */
  readonly polls: readonly PlannedPoll[];
  readonly pages: readonly PlannedPage[];
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Recorded responses and other entries that the replay does not ask for, with the reason. */
  readonly passedOver: readonly { readonly url: string; readonly reason: string }[];
}

/**
 * What a replay does when.
 * @param now time of the only step of a recording without times
 */
export function planReplay(recording: Recording, sources: KnownSources, now: Instant): Plan {
  const times = recording.times.length === 0 ? [now] : recording.times;
  const first = times[0] ?? now;
  const listings = listingsByUrl(sources.all);
  const polls = new Map<Instant, Map<string, PlannedPoll>>();
  const pages = new Map<Instant, Map<string, PlannedPage>>();
  const passedOver = new Map<string, string>();
  for (const { url, reason } of recording.passedOver) passedOver.set(url, reason);

  for (const response of recording.responses) {
    const at = response.fetchedAt ?? first;
    const sourceId = listings.get(response.url);
    if (sourceId !== undefined) {
      inner(polls, at).set(response.url, { sourceId, listingUrl: response.url });
      continue;
    }
    const page = readPage(response, sources);
    if ("reason" in page) {
      passedOver.set(response.url, page.reason);
    } else if (response.status === 200) {
      const known = inner(pages, at).get(page.readoutId);
      // Of a readout's variants (print, photos) its own URL goes before them, else the first.
      if (known === undefined || page.isCanonical) inner(pages, at).set(page.readoutId, page);
    }
  }
  const order = [...listings.keys()];
  const steps = times.map((at) => ({
    at,
    polls: [...(polls.get(at)?.values() ?? [])].sort(
      (a, b) => order.indexOf(a.listingUrl) - order.indexOf(b.listingUrl),
    ),
    pages: [...(pages.get(at)?.values() ?? [])],
  }));
  return { steps, passedOver: [...passedOver].map(([url, reason]) => ({ url, reason })) };
}

/** The URLs of all listings, former ones too, and whose they are; in the order of the catalogue. */
function listingsByUrl(sources: readonly Source[]): ReadonlyMap<string, string> {
  return new Map(
    sources.flatMap(({ id, listings }) =>
      listings.map(({ url }) => [new URL(url).href, id] as const),
    ),
  );
}

function readPage(
  { url, fetchedAt }: RecordedResponse,
  sources: KnownSources,
): (PlannedPage & { readonly isCanonical: boolean }) | { readonly reason: string } {
  const found = sources.forUrl(url);
  if (found === null) return { reason: "no source of the catalogue accepts it" };
  const { source, identity } = found;
  if (source.body === "feed") return { reason: `${source.id} is read from its feed alone` };
  return {
    sourceId: source.id,
    readoutId: identity.readoutId,
    url,
    isDated: fetchedAt !== null,
    isCanonical: identity.canonicalUrl === url,
  };
}

function inner<T>(maps: Map<Instant, Map<string, T>>, at: Instant): Map<string, T> {
  const map = maps.get(at) ?? new Map<string, T>();
  maps.set(at, map);
  return map;
}
