import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readGold } from "../../eval/gold.ts";
import { readRecorded } from "../../eval/recorded-reading.ts";
import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { matchDocument } from "../../lambda/query/finding/match-document.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import { catalogueSource } from "../builders/source.ts";
import { aQuery } from "../query/queries.ts";
import { isRecorded } from "./recorded-files.ts";

const suite = isRecorded ? describe : describe.skip;
const shared = join(import.meta.dirname, "../../../shared");

interface Encounter {
  readonly content: ReadoutContent;
  /** Countries that others who took part come from. */
  readonly guests: readonly string[];
}

/** The recorded meetings, calls, visits and talks with one country whose people are known. */
function encounters(sourceId: string, own: string): readonly Encounter[] {
  return readGold(join(shared, "gold", `${sourceId}.json`)).flatMap((entry): Encounter[] => {
    const source = catalogueSource(sourceId);
    const reading = readRecorded(source, entry, "profile", join(shared, "recorded"));
    if (reading?.outcome !== "read") return [];
    const { content } = reading;
    const countries = new Set(content.participants.flatMap(({ country }) => country ?? []));
    const guests = [...countries].filter((country) => country !== own);
    const isOne = /^(?:meeting|call|visit|talks)$/.test(content.kind) && guests.length === 1;
    return isOne ? [{ content, guests }] : [];
  });
}

suite("the sides of recorded encounters", () => {
  test.each(["kremlin-en", "state-gov", "whitehouse"])(
    "of %s are the office's country and the guest's",
    (sourceId) => {
      const own = catalogueSource(sourceId).country ?? "";
      const all = encounters(sourceId, own);
      const missed = all.filter(({ content, guests }) => {
        const query = aQuery(`between:${own},${guests.join()}`);
        return matchDocument(query, prepareDocument(content)) === null;
      });
      expect(all.length).toBeGreaterThan(0);
      expect(missed.map(({ content }) => content.title)).toEqual([]);
    },
  );
});
