import type { Evaluated } from "./evaluate.ts";
import { f1, type Overlap, type Exact } from "./score.ts";

const columns = [
  "source",
  "reader",
  "documents",
  "titles",
  "dates",
  "places",
  "body F1 (words)",
  "paragraphs F1",
  "turns F1",
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
    ratio(score.paragraphs),
    ratio(score.turns),
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

function ratio(overlap: Overlap): string {
  return overlap.wanted + overlap.given === 0 ? "" : f1(overlap).toFixed(4);
}
