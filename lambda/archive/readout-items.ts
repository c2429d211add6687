import type { Block, Participant, ReadoutContent, Turn } from "../readouts/readout.ts";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import { packJson, unpackJson } from "./packing.ts";

/** An item as the document client takes and gives it. */
export type Item = Record<string, unknown>;

/**
 * Text of more than this is compressed, to less than half: units are counted by size, a search reads some thirty texts,
 * and long transcripts exceed an item.
 */
const plainTextBytes = 1024;

/** Marks a head as one of those to look at again: the sparse index's partition. */
export const dueShard = "due";

/** The part of a revision that can be large. */
interface Text {
  readonly lead: string | null;
  readonly blocks: readonly Block[];
  readonly turns: readonly Turn[];
}

export function headItem(head: ReadoutHead): Item {
  const { publishedAt, eventDate, recheckAt, ...plain } = head;
  return withoutNulls({
    ...plain,
    revision: 0,
    publishedAt: publishedAt.at,
    publishedPrecision: publishedAt.precision,
    month: publishedAt.at.slice(0, 7),
    eventFrom: eventDate?.from ?? null,
    eventTo: eventDate?.to ?? null,
    eventReadFrom: eventDate?.readFrom ?? null,
    recheckAt,
    recheckShard: recheckAt === null ? null : dueShard,
  });
}

export function readHead(item: Item): ReadoutHead {
  const field = fields(item);
  return {
    readoutId: field("readoutId"),
    sourceId: field("sourceId"),
    url: field("url"),
    state: field("state"),
    reason: field("reason"),
    latest: field("latest"),
    contentHash: field("contentHash"),
    readerVersion: field("readerVersion"),
    title: field("title"),
    kind: field("kind"),
    language: field("language"),
    publishedAt: { at: field("publishedAt"), precision: field("publishedPrecision") },
    eventDate: readDays(item),
    place: field("place"),
    countries: field("countries"),
    isContinued: field("isContinued"),
    words: field("words"),
    quiet: field("quiet"),
    firstSeenAt: field("firstSeenAt"),
    lastObservedAt: field("lastObservedAt"),
    capture: readCapture(item),
    recheckAt: field("recheckAt"),
    rechecks: field("rechecks"),
    askedAt: field("askedAt"),
    missingSince: field("missingSince"),
  };
}

/**
 * A revision's item, and what of its text did not fit beside it.
 * It names its source `source`: `sourceId` stands on heads alone, so that the index of sources lists
 * each readout once.
 */
export function revisionItem(revision: Revision): { item: Item; further: readonly Uint8Array[] } {
  const { sourceId, content, capture, ...plain } = revision;
  const { publishedAt, eventDate, lead, blocks, turns, ...rest } = content;
  const text: Text = { lead, blocks, turns };
  const isLarge = Buffer.byteLength(JSON.stringify(text)) > plainTextBytes;
  const [packed, ...further] = isLarge ? packJson(text) : [];
  const item = withoutNulls({
    ...plain,
    ...rest,
    source: sourceId,
    capture: withoutNulls({ ...capture }),
    publishedAt: publishedAt?.at ?? null,
    publishedPrecision: publishedAt?.precision ?? null,
    eventFrom: eventDate?.from ?? null,
    eventTo: eventDate?.to ?? null,
    eventReadFrom: eventDate?.readFrom ?? null,
    ...(isLarge ? { packed, packedPieces: further.length } : text),
  });
  return { item, further };
}

/** @param further the pieces of a large text beyond the item's own, in order */
export function readRevision(item: Item, further: readonly Uint8Array[]): Revision {
  const field = fields(item);
  const text = readText(item, further);
  const publishedAt = field<string | null>("publishedAt");
  const content: ReadoutContent = {
    title: field("title"),
    kind: field("kind"),
    language: field("language"),
    publishedAt:
      publishedAt === null ? null : { at: publishedAt, precision: field("publishedPrecision") },
    eventDate: readDays(item),
    place: field("place"),
    ...text,
    participants: field<Item[]>("participants").map(readParticipant),
    countries: field("countries"),
    ownCountry: field("ownCountry"),
    isContinued: field("isContinued"),
    origin: readOrigin(field("origin")),
  };
  return {
    readoutId: field("readoutId"),
    revision: field("revision"),
    sourceId: field("source"),
    url: field("url"),
    observedAt: field("observedAt"),
    contentHash: field("contentHash"),
    previousHash: field("previousHash"),
    cause: field("cause"),
    change: field("change"),
    quiet: field("quiet"),
    readerVersion: field("readerVersion"),
    capture: readCapture(item),
    content,
  };
}

function readText(item: Item, further: readonly Uint8Array[]): Text {
  const packed = item["packed"] as Uint8Array | undefined; // our own item: binary where it is there
  if (packed !== undefined) return unpackJson([packed, ...further]) as Text;
  return {
    lead: fields(item)("lead"),
    blocks: fields(item)("blocks"),
    turns: fields(item)<Item[]>("turns").map((turn) => ({ role: null, ...turn }) as Turn),
  };
}

function readParticipant(item: Item): Participant {
  return { role: null, country: null, side: null, ...item } as Participant;
}

function readOrigin(item: Item | null): ReadoutContent["origin"] {
  return item === null
    ? null
    : ({ sourceId: null, ...item } as NonNullable<ReadoutContent["origin"]>);
}

function readCapture(item: Item): Revision["capture"] {
  return { entryId: null, ...(item["capture"] as object) } as Revision["capture"];
}

function readDays(item: Item): ReadoutContent["eventDate"] {
  const from = fields(item)<string | null>("eventFrom");
  if (from === null) return null;
  const readFrom = fields(item)<"page" | null>("eventReadFrom") ?? "page";
  return { from, to: fields(item)("eventTo"), readFrom };
}

/** Items are written by this file alone, so their attributes have the types it gave them; null is left out. */
function fields(item: Item): <T>(name: string) => T {
  return <T>(name: string) => (item[name] ?? null) as T;
}

/** Null and absent are one: an index does not take a null, and an item is smaller without it. */
function withoutNulls(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === null ? [] : [[name, clean(value)]])),
  );
}

function clean(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(clean);
  return typeof value === "object" && value !== null ? withoutNulls(value as Item) : value;
}
