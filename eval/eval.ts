import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { readCatalogue } from "../lambda/sources/catalogue.ts";
import { accuracyTable } from "./accuracy-table.ts";
import { evaluate } from "./evaluate.ts";
import { readGold } from "./gold.ts";
import { f1, share } from "./score.ts";
import { shortfalls } from "./targets.ts";

interface Options {
  readonly gold: string;
  readonly recorded: string;
  readonly misses: boolean;
  readonly json: boolean;
  readonly write: boolean;
}

const documentPath = join(import.meta.dirname, "../docs/accuracy.md");
/** What stands between these two in docs/accuracy.md is measured, not written. */
const measured = /(<!-- measured -->\n)[^]*?(<!-- \/measured -->)/;

const program = new Command("npm run eval --")
  .description(
    "Reads recorded documents and compares what was read with what a correct reading gives.",
  )
  .option("--gold <dir>", "the set: one JSON file a source", "../shared/gold")
  .option("--recorded <dir>", "the folder of the recorded files", "../shared/recorded")
  .option("--misses", "list everything that was read otherwise", false)
  .option("--json", "print one JSON document", false)
  .option("--write", "write the table into docs/accuracy.md", false)
  .addHelpText("after", "\nExit codes: 0 all targets met, 1 not, 2 wrong usage.");

try {
  program.exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
  process.exitCode = run(program.parse().opts<Options>());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function run(options: Options): 0 | 1 {
  const folder = join(import.meta.dirname, "../sources");
  const catalogue = readCatalogue(
    readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );
  const { evaluated, unknown } = evaluate(readGold(options.gold), options.recorded, catalogue);
  const short = evaluated.flatMap(({ sourceId, reader, score }) =>
    shortfalls(sourceId, reader, score),
  );
  const table = accuracyTable(evaluated);
  if (options.json) {
    const sources = evaluated.map(({ sourceId, reader, score }) => ({
      sourceId,
      reader,
      documents: score.entries,
      titles: share(score.titles),
      dates: share(score.dates),
      places: share(score.places),
      bodyF1: f1(score.words),
      paragraphsF1: f1(score.paragraphs),
      turnsF1: f1(score.turns),
      continued: share(score.continued),
      ...(options.misses ? { misses: score.misses } : {}),
    }));
    console.log(JSON.stringify({ sources, short, unknown }, null, 2));
  } else {
    console.log(table);
    for (const id of unknown) console.log(`${id}: no such source in the catalogue, not evaluated.`);
    for (const sentence of short) console.log(`Below target: ${sentence}.`);
    if (options.misses) {
      for (const { score } of evaluated) for (const miss of score.misses) console.log(miss);
    }
  }
  if (options.write) {
    const text = readFileSync(documentPath, "utf8");
    writeFileSync(
      documentPath,
      text.replace(measured, (_, before: string, after: string) => `${before}\n${table}\n${after}`),
    );
  }
  return short.length === 0 ? 0 : 1;
}
