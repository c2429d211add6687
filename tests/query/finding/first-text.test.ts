import { expect, test } from "@jest/globals";
import { scanTexts } from "../../../lambda/query/finding/scanner.ts";
import { tokenCount } from "../../../lambda/query/finding/scan.ts";
import { Lexicon } from "../../../lambda/query/words/lexicon.ts";
import { UNIT, unitTable } from "../../../lambda/query/words/units.ts";

// By itself, for tables of letters are filled once a process: here nothing was read before.
test.each(["Заявление", "بيان", "담화"])(
  "a process's first text may be a title without a space: %s",
  (title) => {
    // What stands behind each text. Without it the scan would never end, and neither would this test.
    expect(unitTable[0x20]).toBe(UNIT.separator);
    expect(tokenCount(scanTexts([title], new Lexicon()))).toBe(1);
  },
);
