import type { Block, ReadoutContent, Turn } from "../../lambda/readouts/readout.ts";
import { aReadout } from "../builders/readout.ts";

/** A readout that says nothing but what a test gives it. */
export function aText(changed: Partial<ReadoutContent> = {}): ReadoutContent {
  return aReadout({ title: "", lead: null, blocks: [], turns: [], participants: [], ...changed });
}

export function paragraphs(...texts: readonly string[]): readonly Block[] {
  return texts.map((text) => ({ kind: "paragraph", text }));
}

export function aTurn(speaker: string, from: number, to: number): Turn {
  return { speaker, label: speaker, role: null, from, to };
}
