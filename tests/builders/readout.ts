import type { Block, ReadoutContent } from "../../lambda/readouts/readout.ts";

/** A valid readout of an invented call; change what the test is about. */
export function aReadout(changes: Partial<ReadoutContent> = {}): ReadoutContent {
  return {
    title: "Telephone conversation with President of Veldmark Ines Halloran",
    kind: "call",
    language: "en",
    publishedAt: { at: "2026-03-04T09:30:00.000Z", precision: "minute" },
    eventDate: { from: "2026-03-04", to: "2026-03-04" },
    place: null,
    lead: null,
    blocks: paragraphs("The two leaders discussed the harbour treaty and the price of grain."),
    turns: [],
    participants: [],
    countries: [],
    isContinued: false,
    origin: null,
    ...changes,
  };
}

export function paragraphs(...texts: readonly string[]): readonly Block[] {
  return texts.map((text) => ({ kind: "paragraph", text }));
}
