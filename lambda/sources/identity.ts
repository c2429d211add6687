import { base32nopad } from "@scure/base";
import { createHash } from "node:crypto";
import type { Identity } from "./reading.ts";
import type { Source } from "./source.ts";

/** Parameters that say where a reader came from, not what is read. */
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|source)$/i;

/**
 * Who a document is: by its native id where the URL or the feed's guid carries one, else by its
 * canonical URL. The same document has the same identity whatever it says, and however it is linked.
 * @returns null where the URL is no readout of this source
 */
export function identify(
  source: Source,
  { url, guid }: { readonly url: string; readonly guid: string | null },
): Identity | null {
  const { urls, guids = [], canonicalUrl: rule } = source.identity;
  if (!URL.canParse(url)) return null;
  const plain = withoutTracking(url);
  const found = firstMatch(urls, plain);
  if (found === null || !source.hosts.includes(new URL(plain).hostname)) return null;
  const { key } = found.groups ?? {};
  const keyed = key === undefined || key === "" ? null : rule?.replace("{key}", key);
  if (keyed !== null && keyed !== undefined) {
    return { readoutId: `${source.id}-${fingerprint(keyed)}`, canonicalUrl: keyed };
  }
  const nativeId = (guid === null ? null : firstMatch(guids, guid)?.[1]) ?? found[1];
  if (nativeId === undefined || nativeId === "") {
    return { readoutId: `${source.id}-${fingerprint(plain)}`, canonicalUrl: plain };
  }
  const canonical = found[1] === undefined ? plain : byId(rule, found[1]);
  return { readoutId: `${source.id}-${nativeId}`, canonicalUrl: canonical ?? plain };
}

/** What a readout is called where its source's other languages are: ids of readouts, archived or not. */
export function translationsOf(
  { id, identity: { sameIdsAs = [] } }: Pick<Source, "id" | "identity">,
  readoutId: string,
): readonly string[] {
  const nativeId = readoutId.slice(id.length + 1);
  // Others are digests of an address, which is another in each language.
  return /^\d+$/.test(nativeId) ? sameIdsAs.map((other) => `${other}-${nativeId}`) : [];
}

/** A source may have addresses of two forms, and a rule for one of them. */
function byId(rule: string | undefined, id: string): string | undefined {
  return rule?.includes("{id}") === true ? rule.replace("{id}", id) : undefined;
}

/** Where a document is fetched, by its canonical URL: some have their text at an API's address. */
export function documentAddress({ page }: Pick<Source, "page">, canonicalUrl: string): string {
  if (page?.address === undefined) return canonicalUrl;
  const { pattern, url } = page.address;
  return canonicalUrl.replace(new RegExp(pattern), url);
}

function firstMatch(patterns: readonly string[], text: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = new RegExp(pattern).exec(text);
    if (match !== null) return match;
  }
  return null;
}

function withoutTracking(text: string): string {
  const url = new URL(text);
  url.hash = "";
  const tracked = [...url.searchParams.keys()].filter((name) => tracking.test(name));
  for (const name of tracked) url.searchParams.delete(name);
  return url.href;
}

/** 60 bits: among a million documents of one source, two share it once in two million archives. */
function fingerprint(url: string): string {
  const digest = createHash("sha256").update(url).digest();
  return base32nopad.encode(digest).slice(0, 12).toLowerCase();
}
