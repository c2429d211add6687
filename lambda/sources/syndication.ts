import type { ReadoutContent } from "../readouts/readout.ts";
import type { MarkedBlock } from "./markup.ts";
import type { Source } from "./source.ts";

interface Wrapped {
  readonly title: string;
  readonly lead: string | null;
  readonly blocks: readonly MarkedBlock[];
}

/** A syndicator's own lines are looked for this near to the beginning. */
const firstLines = 3;

/**
 * Takes a syndicator's lines off a text: the first, which names the true origin, with what stands
 * before it, and the last. Of a text that is set off by a separator after one paragraph, that
 * paragraph is the lead. Sources that syndicate nothing get their text back as it is.
 */
export function unwrap(
  { feed: { wrapper } }: Source,
  read: Wrapped,
): Wrapped & { readonly origin: ReadoutContent["origin"] } {
  if (wrapper === undefined) return { ...read, origin: null };
  const first = new RegExp(wrapper.first, "u");
  const last = new RegExp(wrapper.last, "u");
  const at = read.blocks.slice(0, firstLines).findIndex(({ text }) => first.test(text));
  const name = first.exec(read.blocks[at]?.text ?? "")?.[1]?.trim() ?? null;
  const end = read.blocks.findLastIndex(({ text }) => !last.test(text)) + 1;
  let blocks = read.blocks.slice(at + 1, end);
  let { lead } = read;
  const [opening, separator] = blocks;
  if (lead === null && opening?.kind === "paragraph" && separator?.kind === "separator") {
    lead = opening.text;
    blocks = blocks.slice(1);
  }
  const title =
    wrapper.titlePrefix === undefined
      ? read.title
      : read.title.replace(new RegExp(wrapper.titlePrefix, "u"), "");
  const origin = name === null ? null : { name, sourceId: wrapper.origins?.[name] ?? null };
  return { title, lead, blocks, origin };
}
