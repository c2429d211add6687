import { checkIndex, type IndexState } from "../../lambda/archive/index/check-index.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import type { Finding } from "./doctor.ts";

/** Whether search finds by its index, and all that is archived. */
export async function indexFinding({ tables, output }: Connection): Promise<Finding> {
  const state = await checkIndex({
    clock: systemClock,
    index: indexTable(tables, output("IndexTable")),
    readouts: readoutsTable(tables, output("ReadoutsTable")),
  });
  return { what: "search index", ...describeIndex(state) };
}

const shown = 10;
const walks =
  "search looks through the archive meanwhile, which is slow; its schedule builds the index, or at once: readouts reindex";

export function describeIndex(state: IndexState): Omit<Finding, "what"> {
  switch (state.state) {
    case "no archive":
      return { isWell: true, seen: "nothing is archived yet" };
    case "missing":
      return state.needed
        ? { isWell: false, seen: `there is none: ${walks}` }
        : { isWell: true, seen: "not built yet, nor needed for so few readouts" };
    case "other format": {
      const { format, wanted } = state;
      return {
        isWell: false,
        seen: `it is of format ${format}, and this version reads ${wanted}: ${walks}`,
      };
    }
    case "being built":
      return {
        isWell: false,
        seen: `it is being built, ${state.done} readouts gone through: ${walks}`,
      };
    case "complete": {
      const { readouts, compared, behind } = state;
      if (behind.length === 0) {
        const seen = `complete, ${readouts} readouts; the newest ${compared} of the archive are in it`;
        return { isWell: true, seen };
      }
      return {
        isWell: false,
        seen: `${behind.length} of the newest ${compared} readouts are not in it as they are now (${behind
          .slice(0, shown)
          .join(
            ", ",
          )}): what changed this minute is on its way; if it stays, docs/runbook.md#revisionsunmatched, then readouts reindex`,
      };
    }
  }
}
