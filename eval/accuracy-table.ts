import type { Evaluated } from "./evaluate.ts";
import { type Exact, f1, type Overlap, precision, recall } from "./score.ts";

const columns = [
  "source",
  "reader",
  "documents",
  "titles",
  "dates",
  "places",
  "words F1",
  "paragraphs P / R / F1",
  "turns P / R / F1",
  "participants F1",
  "continued",
] as const;

/** A table in Markdown, one row a source and reader. */
export function accuracyTable(evaluated: readonly Evaluated[]): string {
  const rows = evaluated.map(({ sourceId, reader, score }) => [
    sourceId,
    reader,
    String(score.entries),
    counted(score.titles),
    counted(score.dates),
    counted(score.places),
    ratio(score.words),
    three(score.paragraphs),
    three(score.turns),
    ratio(score.participants),
    counted(score.continued),
  ]);
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  return [
    line(columns),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map(line),
    "",
  ].join("\n");
}

function counted({ right, of }: Exact): string {
  return of === 0 ? "" : `${right}/${of}`;
}

/** Precision, recall and F1. */
function three(overlap: Overlap): string {
  if (overlap.wanted + overlap.given === 0) return "";
  return [precision, recall, f1].map((measure) => measure(overlap).toFixed(4)).join(" / ");
}

function ratio(overlap: Overlap): string {
  return overlap.wanted + overlap.given === 0 ? "" : f1(overlap).toFixed(4);
}
