import { indexTable } from "../archive/index/index-table.ts";
import { keepIndex } from "../archive/index/keep-index.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, basics } from "./assemble.ts";
import { indexEnvironment } from "./environments.ts";

const environment = readEnvironment(indexEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  index: indexTable(tables, environment.INDEX_TABLE),
};

/** A schedule's call. */
export async function handler(): Promise<void> {
  await keepIndex(runtime);
}
