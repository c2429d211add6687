import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { readCatalogue } from "../lambda/sources/catalogue.ts";
import { accuracyTable } from "./accuracy-table.ts";
import { evaluate, inAll } from "./evaluate.ts";
import { readGold } from "./gold.ts";
import { evaluatePeers } from "./peers.ts";
import { f1, type Overlap, precision, recall, share } from "./score.ts";
import { shortfalls } from "./targets.ts";

interface Options {
  readonly gold: string;
  readonly recorded: string;
  readonly peers: boolean;
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
  .option(
    "--gold <path>",
    "the set: a folder with one JSON file a source, or one such file",
    "../shared/gold",
  )
  .option("--recorded <dir>", "the folder of the recorded files", "../shared/recorded")
  .option("--no-peers", "leave out the libraries that read the same pages")
  .option("--misses", "list everything that was read otherwise", false)
  .option("--json", "print one JSON document", false)
  .option("--write", "write the table into docs/accuracy.md", false)
  .addHelpText("after", "\nExit codes: 0 all targets met, 1 not, 2 wrong usage.");

try {
  program.exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
  process.exitCode = await run(program.parse().opts<Options>());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(options: Options): Promise<0 | 1> {
  const folder = join(import.meta.dirname, "../sources");
  const catalogue = readCatalogue(
    readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );
  const gold = readGold(options.gold);
  const own = evaluate(gold, options.recorded, catalogue);
  const peers = options.peers ? await evaluatePeers(gold, options.recorded) : [];
  const evaluated = [...own, ...inAll(own), ...peers];
  const short = own.flatMap(({ sourceId, reader, score }) => shortfalls(sourceId, reader, score));
  const table = accuracyTable(evaluated);
  if (options.json) {
    const sources = evaluated.map(({ sourceId, reader, score }) => ({
      sourceId,
      reader,
      documents: score.entries,
      titles: share(score.titles),
      dates: share(score.dates),
      places: share(score.places),
      wordsF1: f1(score.words),
      paragraphs: measures(score.paragraphs),
      turns: measures(score.turns),
      participants: measures(score.participants),
      continued: share(score.continued),
      ...(options.misses ? { misses: score.misses } : {}),
    }));
    console.log(JSON.stringify({ sources, short }, null, 2));
  } else {
    console.log(table);
    for (const sentence of short) console.log(`Below target: ${sentence}.`);
    if (options.misses) {
      for (const { score } of own) for (const miss of score.misses) console.log(miss);
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

function measures(overlap: Overlap) {
  return { precision: precision(overlap), recall: recall(overlap), f1: f1(overlap) };
}
