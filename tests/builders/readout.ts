import type { Block, ReadoutContent } from "../../lambda/readouts/readout.ts";
import type { ReadoutHead, Revision } from "../../lambda/readouts/revision.ts";

export function aParagraph(text: string): Block {
  return { kind: "paragraph", text };
}

export function paragraphs(...texts: readonly string[]): readonly Block[] {
  return texts.map(aParagraph);
}

const itsTurns: ReadoutContent["turns"] = [
  {
    speaker: "Ilse Orlan",
    label: "Prime Minister of Ostrovia Ilse Orlan",
    role: "Prime Minister of Ostrovia",
    from: 0,
    to: 2,
  },
  {
    speaker: "Aksel Tamm",
    label: "President of Veldmark Aksel Tamm",
    role: "President of Veldmark",
    from: 2,
    to: 3,
  },
];

/** A short readout of an invented government, with one word changed. Other blocks have no turns unless given. */
export function aReadout(changed: Partial<ReadoutContent> = {}): ReadoutContent {
  return {
    title: "Talks with President of Veldmark Aksel Tamm",
    kind: "talks",
    language: "en",
    publishedAt: { at: "2026-03-02T14:40:00.000Z", precision: "minute" },
    eventDate: { from: "2026-03-02", to: "2026-03-02", readFrom: "page" },
    place: "Port Sella",
    lead: null,
    blocks: [
      aParagraph("Prime Minister of Ostrovia Ilse Orlan: Welcome to Port Sella."),
      aParagraph("We have a water treaty to talk about."),
      aParagraph("President of Veldmark Aksel Tamm: Thank you, Madam Prime Minister."),
    ],
    turns: changed.blocks === undefined ? itsTurns : [],
    participants: [
      { name: "Ilse Orlan", role: "Prime Minister of Ostrovia", country: null, side: null },
      { name: "Aksel Tamm", role: "President of Veldmark", country: null, side: null },
    ],
    countries: [],
    isContinued: false,
    ownCountry: null,
    origin: null,
    ...changed,
  };
}

export function aRevision(changed: Partial<Revision> = {}): Revision {
  return {
    readoutId: "ostrovia-pm-103",
    revision: 1,
    sourceId: "ostrovia-pm",
    url: "https://pm.ostrovia.example/news/103",
    observedAt: "2026-03-02T15:00:00.000Z",
    contentHash: "a".repeat(64),
    previousHash: null,
    cause: "source",
    change: "new",
    quiet: null,
    readerVersion: "1",
    capture: {
      url: "https://pm.ostrovia.example/news/feed/",
      capturedAt: "2026-03-02T15:00:00.000Z",
      sha256: "b".repeat(64),
      entryId: "https://pm.ostrovia.example/?p=103",
    },
    content: aReadout(),
    ...changed,
  };
}

/** The head that belongs to a revision. */
export function aHead(changed: Partial<ReadoutHead> = {}, of: Revision = aRevision()): ReadoutHead {
  const { content } = of;
  return {
    readoutId: of.readoutId,
    sourceId: of.sourceId,
    url: of.url,
    state: "readable",
    reason: null,
    latest: of.revision,
    contentHash: of.contentHash,
    readerVersion: of.readerVersion,
    title: content.title,
    kind: content.kind,
    language: content.language,
    publishedAt: content.publishedAt ?? { at: of.observedAt, precision: "observed" },
    eventDate: content.eventDate,
    place: content.place,
    countries: content.countries.map(({ country }) => country),
    isContinued: content.isContinued,
    words: 20,
    quiet: of.quiet,
    firstSeenAt: of.observedAt,
    lastObservedAt: of.observedAt,
    capture: of.capture,
    recheckAt: null,
    rechecks: 0,
    askedAt: null,
    missingSince: null,
    ...changed,
  };
}
