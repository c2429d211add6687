import { diffArrays, diffWordsWithSpace } from "diff";
import type { ReadoutContent } from "./readout.ts";

/** A stretch of text that stayed, came or went. */
export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** What became of one paragraph (or the title): its parts, in order. */
export interface ChangedParagraph {
  readonly where: "title" | "lead" | "body";
  readonly parts: readonly DiffPart[];
}

export interface Difference {
  /** Paragraphs that changed, came or went; those that stayed are left out. */
  readonly paragraphs: readonly ChangedParagraph[];
  /** Text that is new, a paragraph or stretch each. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Beyond this, two texts are different ones: comparing them further takes a second (diff's own limit). */
const maxEditLength = 500;

/** Paragraphs with less in common are not an edited one: word by word they would be a jumble. */
const leastInCommon = 0.3;

/** What an edit changed: paragraph by paragraph, and within a changed paragraph word by word. */
export function difference(before: ReadoutContent, after: ReadoutContent): Difference {
  const paragraphs = [
    ...changed("title", [before.title], [after.title]),
    ...changed("lead", listOf(before.lead), listOf(after.lead)),
    ...changed(
      "body",
      before.blocks.map(({ text }) => text),
      after.blocks.map(({ text }) => text),
    ),
  ];
  const texts = (kind: DiffPart["kind"]): string[] =>
    paragraphs.flatMap(({ parts }) =>
      parts.filter((part) => part.kind === kind).map((part) => part.text),
    );
  return { paragraphs, added: texts("added"), removed: texts("removed") };
}

function listOf(text: string | null): string[] {
  return text === null ? [] : [text];
}

function changed(
  where: ChangedParagraph["where"],
  before: readonly string[],
  after: readonly string[],
): ChangedParagraph[] {
  const found: ChangedParagraph[] = [];
  let gone: string[] = [];
  const drop = (): void => {
    found.push(...gone.map((text) => ({ where, parts: [{ kind: "removed" as const, text }] })));
    gone = [];
  };
  for (const change of compare(before, after)) {
    if (change.removed) {
      drop();
      gone = [...change.value];
    } else if (change.added) {
      // What went and what came in the same place are pairs: an edited paragraph each.
      for (const text of change.value) {
        const old = gone.shift();
        const parts = old === undefined ? null : words(old, text);
        if (old !== undefined && parts === null) {
          found.push({ where, parts: [{ kind: "removed", text: old }] });
        }
        found.push({ where, parts: parts ?? [{ kind: "added", text }] });
      }
      drop();
    } else {
      drop();
    }
  }
  drop();
  return found;
}

interface ArrayChange {
  readonly value: readonly string[];
  readonly added?: boolean;
  readonly removed?: boolean;
}

function compare(before: readonly string[], after: readonly string[]): readonly ArrayChange[] {
  return (
    diffArrays([...before], [...after], { maxEditLength }) ?? [
      { value: before, removed: true },
      { value: after, added: true },
    ]
  );
}

/** @returns null where they are two paragraphs, not one that was edited */
function words(before: string, after: string): readonly DiffPart[] | null {
  const changes = diffWordsWithSpace(before, after, { maxEditLength });
  if (changes === undefined) return null;
  const kept = changes.reduce(
    (sum, { value, added, removed }) => (added || removed ? sum : sum + value.length),
    0,
  );
  if (kept < leastInCommon * Math.max(before.length, after.length)) return null;
  return changes.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}
