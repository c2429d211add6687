import type { Difference, DiffPart } from "../readouts/difference.ts";
import { shorten } from "./shorten.ts";

/** What a mail shows of a difference: the archive's page shows all. */
export interface ShownChanges {
  readonly paragraphs: readonly (readonly DiffPart[])[];
  /** Changed paragraphs that are not shown. */
  readonly left: number;
}

const maxParagraphs = 20;
const maxParagraphChars = 1500;
/** Of all paragraphs: a mail above 100 KB is clipped by some mail programs. */
const maxChars = 10_000;
/** Of what stayed, on each side of a change. */
const contextChars = 120;
/** Fewer than these are not worth an ellipsis. */
const minLeftOut = 60;

/** The changes of an edit with a little of what stayed around them. */
export function shownChanges({ paragraphs }: Difference): ShownChanges {
  const shown: (readonly DiffPart[])[] = [];
  let room = maxChars;
  for (const { parts } of paragraphs.slice(0, maxParagraphs)) {
    if (room <= 0) break;
    const cut = within(withContext(joined(parts)), Math.min(room, maxParagraphChars));
    room -= cut.reduce((sum, { text }) => sum + text.length, 0);
    shown.push(cut);
  }
  return { paragraphs: shown, left: paragraphs.length - shown.length };
}

/** Changes with but a space between them are one: “before the harvest” became “in June”, not word by word. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const runs: DiffPart[][] = [];
  parts.forEach((part, index) => {
    const isGap = part.text.trim() === "" && index > 0 && index < parts.length - 1;
    const run = runs.at(-1);
    const goesOn = run !== undefined && run[0]?.kind !== "same";
    if ((part.kind !== "same" || isGap) && goesOn) run.push(part);
    else runs.push([part]);
  });
  return runs.flatMap((run) => {
    if (run.length === 1) return run;
    const text = (without: DiffPart["kind"]): string =>
      run.flatMap((part) => (part.kind === without ? [] : [part.text])).join("");
    const [removed, added] = [text("added"), text("removed")];
    const space = /\s*$/u.exec(removed)?.[0] ?? "";
    const end = added.endsWith(space) ? space.length : 0;
    const both: DiffPart[] = [
      { kind: "removed", text: removed.slice(0, removed.length - end) },
      { kind: "added", text: added.slice(0, added.length - end) },
      { kind: "same", text: removed.slice(removed.length - end) },
    ];
    return both.filter((part) => part.text !== "");
  });
}

function withContext(parts: readonly DiffPart[]): readonly DiffPart[] {
  return parts.map((part, index) => {
    if (part.kind !== "same") return part;
    const before = index === 0 ? "" : head(part.text);
    const after = index === parts.length - 1 ? "" : tail(part.text);
    const shorter =
      index === 0 || index === parts.length - 1 ? before + after : `${before} ${after}`;
    return part.text.length - shorter.length >= minLeftOut ? { ...part, text: shorter } : part;
  });
}

/** Up to a space, so that no word is cut. */
function head(text: string): string {
  const end = text.lastIndexOf(" ", contextChars);
  return `${text.slice(0, end === -1 ? contextChars : end)} …`;
}

function tail(text: string): string {
  const from = text.indexOf(" ", Math.max(0, text.length - contextChars));
  return `… ${text.slice(from === -1 ? -contextChars : from + 1)}`;
}

/** As many parts as there is room for; the last one may be cut. */
function within(parts: readonly DiffPart[], limit: number): readonly DiffPart[] {
  let room = limit;
  return parts.flatMap((part) => {
    if (room <= 0) return [];
    const text = shorten(part.text, room);
    room -= text.length;
    return [{ ...part, text }];
  });
}
