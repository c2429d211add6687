import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { accuracyTable } from "../../eval/accuracy-table.ts";
import { evaluate, inAll } from "../../eval/evaluate.ts";
import { readGold } from "../../eval/gold.ts";
import { shortfalls } from "../../eval/targets.ts";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";

const root = join(import.meta.dirname, "../..");
const gold = join(root, "../shared/gold");
const suite = existsSync(gold) ? describe : describe.skip;

suite("recorded documents", () => {
  const folder = join(root, "sources");
  const catalogue = readCatalogue(
    readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );

  test("are read as well as docs/accuracy.md says, and no worse than promised", () => {
    const evaluated = evaluate(readGold(gold), join(gold, "../recorded"), catalogue);
    expect(evaluated.length).toBeGreaterThan(3);
    expect(
      evaluated.flatMap(({ sourceId, reader, score }) => shortfalls(sourceId, reader, score)),
    ).toEqual([]);
    const document = collapsed(readFileSync(join(root, "docs/accuracy.md"), "utf8"));
    const rows = accuracyTable([...evaluated, ...inAll(evaluated)])
      .trim()
      .split("\n")
      .slice(2);
    expect(rows.filter((row) => !document.includes(collapsed(row)))).toEqual([]);
  }, 120_000);
});

/** Columns are as wide as the widest of their cells. */
function collapsed(text: string): string {
  return text.replaceAll(/ +/g, " ");
}
