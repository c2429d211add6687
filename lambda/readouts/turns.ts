import { officeAndName } from "./participants.ts";
import type { Block, Turn } from "./readout.ts";

/** A block, and how much of its beginning is bold. */
interface Marked extends Block {
  readonly boldLength: number;
}

interface Label {
  readonly label: string;
  /** A label of a name or office, or one of a nameless question. */
  readonly kind: "person" | "question";
  readonly isInCapitals: boolean;
  /** Nothing follows it in its block, or it does not end like a name: `Call centre operator`. */
  readonly isDoubtful: boolean;
}

const maxLabelLength = 200;

/** `SECRETARY BLINKEN:`, `MS. PSAKI:`: capitals up to a colon. */
const capitals =
  /^(?<label>\p{Lu}[\p{Lu}\p{M}.'’\-–() ]{1,80}?)\s*(?:\([^)]{1,40}\)\s*)?:(?:\s|$)/u;
/** A question of the press without a name. */
const question =
  /^(?:(?<q>Q)(?:\s*\([^)]{1,60}\))?(?:\s*[:.]\s|\s+(?=\S))|(?<label>QUESTION|Question|Вопрос|Реплика|Remark|Reply)(?:\s*\([^)]{1,60}\))?\s*[:.]\s)/u;
const remark = /^\([^)]{1,80}\)?$/u;
/** What stands before a colon in bold and is no speaker. */
const noSpeaker =
  /^(?:excerpts?\b|transcript\b|note\b|background\b|date\b|place\b|time\b|press\b|subject\b|contact\b|for (?:immediate|further)\b|выдержки|стенограмма)/i;

/**
 * Who speaks where: blocks that open with a speaker's label begin a turn, those that follow continue
 * it until the next label, heading or separator.
 */
export function readTurns(blocks: readonly Marked[]): readonly Turn[] {
  const starts = withoutCatchwords(
    blocks.flatMap((block, index) => {
      const found = readLabel(block);
      return found === null ? [] : [{ ...found, index }];
    }),
  );
  const people = starts.filter(({ kind }) => kind === "person").map(({ label }) => nameOf(label));
  return starts.map(({ label, kind, index }, number): Turn => {
    const next = starts[number + 1]?.index ?? blocks.length;
    const stop = blocks.findIndex(
      (block, at) => at > index && (block.kind === "separator" || block.kind === "heading"),
    );
    const to = stop === -1 ? next : Math.min(next, stop);
    if (kind === "question") return { speaker: label, label, role: null, from: index, to };
    return { ...whoIs(nameOf(label), people), label, from: index, to };
  });
}

/** Words before the last that no name and no office has there: `Women and Girls:`, `are Working:`. */
const beforeNoName = /\s(?:and|or|by|with|against|is|are|was|were)\s+\S+$/;

/**
 * One word before a colon, a label on a line of its own, or one that does not end like a name, is a speaker
 * only where it comes again, or is the end of a longer label: else it is a catchword or a heading, as fact sheets have them. One word in
 * capitals is a speaker among other such (`OPERATOR:`).
 */
function withoutCatchwords<L extends Label>(labels: readonly L[]): readonly L[] {
  const manyInCapitals = labels.filter(({ isInCapitals }) => isInCapitals).length > 2;
  return labels.filter(({ label, kind, isInCapitals, isDoubtful }) => {
    if (kind === "question") return true;
    if (!isInCapitals && beforeNoName.test(label)) return false;
    if (label.includes(" ") && !isDoubtful) return true;
    if (isInCapitals && manyInCapitals) return true;
    const same = labels.filter((other) => other.label === label);
    return same.length > 1 || labels.some((other) => other.label.endsWith(` ${label}`));
  });
}

/** The label a block opens with; null where it opens with none. */
function readLabel(block: Marked): Label | null {
  // Transcripts are paragraphs; bold at the head of a list's item is its catchword.
  if (block.kind !== "paragraph" && block.kind !== "quote") return null;
  const { text, boldLength } = block;
  const { q, label: asked = q } = question.exec(text)?.groups ?? {};
  if (asked !== undefined) {
    return { label: asked, kind: "question", isInCapitals: true, isDoubtful: false };
  }
  const isAlone = /:\s*$/.test(text) && text.indexOf(":") === text.trimEnd().length - 1;
  const bold = boldLabel(text, boldLength);
  if (bold !== null) {
    const isDoubtful = isAlone || !/(?:^|\s)\p{Lu}\S*$/u.test(nameOf(bold));
    return { label: bold, kind: "person", isInCapitals: !/\p{Ll}/u.test(bold), isDoubtful };
  }
  const shouted = capitals.exec(text)?.groups?.["label"];
  if (shouted !== undefined && /\p{Lu}{2}/u.test(shouted) && !noSpeaker.test(shouted)) {
    return { label: shouted.trim(), kind: "person", isInCapitals: true, isDoubtful: isAlone };
  }
  const plain = plainLabel(text);
  if (plain !== null && officeAndName(plain) !== null) {
    return { label: plain, kind: "person", isInCapitals: false, isDoubtful: isAlone };
  }
  return null;
}

/** Where a copy has lost the bold: what stands before a colon at the head of a paragraph. */
function plainLabel(text: string): string | null {
  const colon = text.indexOf(":");
  return colon < 3 || colon > maxLabelLength ? null : text.slice(0, colon).trim();
}

/** Bold up to a colon, inside it or right after, with a remark in brackets between at most. */
function boldLabel(text: string, boldLength: number): string | null {
  if (boldLength < 2) return null;
  const colon = text.indexOf(":");
  if (colon === -1 || colon > maxLabelLength) return null;
  const label = text.slice(0, colon).trim();
  const beyondBold = text.slice(boldLength, colon).trim();
  if (beyondBold !== "" && !remark.test(beyondBold)) return null;
  // A sentence in bold that happens to have a colon is no name, nor is a heading or a footnoted one.
  if (noSpeaker.test(label) || /[.!?…]\s+\p{Ll}/u.test(label)) return null;
  return /^\p{Lu}/u.test(label) ? label : null;
}

/** A label without the remark behind it: `Viktor Orban (retranslated)`. */
function nameOf(label: string): string {
  return label.replace(/\s*\([^)]*\)?$/u, "");
}

/** The person behind a label: the shortest label that is its tail; what stands before is the office. */
function whoIs(label: string, people: readonly string[]): { speaker: string; role: string | null } {
  const shorter = people
    .filter((one) => one.length < label.length && one.includes(" ") && label.endsWith(` ${one}`))
    .sort((a, b) => a.length - b.length)[0];
  if (shorter !== undefined) {
    return { speaker: shorter, role: label.slice(0, -shorter.length).trim() || null };
  }
  const longer = people.find((one) => one.length > label.length && one.endsWith(` ${label}`));
  if (longer !== undefined) {
    return { speaker: label, role: longer.slice(0, -label.length).trim() || null };
  }
  const told = officeAndName(label);
  return told === null ? { speaker: label, role: null } : { speaker: told.name, role: told.role };
}
