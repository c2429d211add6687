import type { Block, ReadoutContent, Turn } from "../../readouts/readout.ts";
import { type Html, markup } from "./markup.ts";

/** Speakers are told apart by a colour at the margin; with more, colours come again. */
const speakerColours = 4;

/** Lead and body, the turns of the speakers set off. */
export function textHtml({ lead, blocks, turns }: ReadoutContent): Html {
  const starts = new Map(turns.map((turn) => [turn.from, turn]));
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))];
  const pieces: Html[] = [];
  for (let at = 0; at < blocks.length; ) {
    const turn = starts.get(at);
    const end = Math.max(turn?.to ?? nextStart(starts, at, blocks.length), at + 1);
    pieces.push(
      turn === undefined
        ? blocksHtml(blocks.slice(at, end))
        : turnHtml(turn, blocks.slice(at, end), speakers.indexOf(turn.speaker) % speakerColours),
    );
    at = end;
  }
  return markup`${lead === null ? "" : markup`<p class="lead">${lead}</p>`}${pieces}`;
}

function nextStart(starts: ReadonlyMap<number, Turn>, from: number, end: number): number {
  let at = from + 1;
  while (at < end && !starts.has(at)) at += 1;
  return at;
}

/** The label as it was printed, on a line of its own; what follows it is the speech. */
function turnHtml({ label }: Turn, blocks: readonly Block[], colour: number): Html {
  const [first, ...others] = blocks;
  const isLabelled = first?.text.startsWith(label) === true;
  const rest = isLabelled ? first.text.slice(label.length).replace(/^\s*[:：]\s*/u, "") : "";
  const speech =
    first === undefined || !isLabelled
      ? blocks
      : [...(rest === "" ? [] : [{ ...first, text: rest }]), ...others];
  return markup`<section class="turn of${colour}"><h3 class="speaker"><bdi>${label}</bdi></h3>
${blocksHtml(speech)}</section>`;
}

function blocksHtml(blocks: readonly Block[]): Html {
  const pieces: Html[] = [];
  let items: Html[] = [];
  const closeList = (): void => {
    if (items.length > 0) pieces.push(markup`<ul>${items}</ul>`);
    items = [];
  };
  for (const { kind, text } of blocks) {
    if (kind === "list-item") {
      items.push(markup`<li>${text}</li>`);
      continue;
    }
    closeList();
    pieces.push(blockHtml(kind, text));
  }
  closeList();
  return markup`${pieces}`;
}

function blockHtml(kind: Exclude<Block["kind"], "list-item">, text: string): Html {
  switch (kind) {
    case "heading":
      return markup`<h3>${text}</h3>`;
    case "quote":
      return markup`<blockquote>${text}</blockquote>`;
    case "separator":
      return markup`<hr>`;
    case "paragraph":
      return markup`<p>${text}</p>`;
  }
}
