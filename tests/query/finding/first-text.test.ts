import { expect, test } from "@jest/globals";
import { enterText, makeScanRoom } from "../../../lambda/query/finding/plain-words.ts";
import { scanTexts } from "../../../lambda/query/finding/scanner.ts";
import { tokenCount } from "../../../lambda/query/finding/scan.ts";
import { Lexicon } from "../../../lambda/query/words/lexicon.ts";
import { UNIT, unitTable } from "../../../lambda/query/words/units.ts";

// By itself, for tables of letters are filled once a process: here nothing was read before.
test.each(["Заявление", "بيان", "담화"])(
  "a process's first text may be a title without a space: %s",
  (title) => {
    const room = makeScanRoom();
    enterText(room, title, 0);
    // What stands behind it is known: else the scan would never end, and neither would this test.
    expect(unitTable[room.units[title.length] ?? 0]).toBe(UNIT.separator);
    expect(tokenCount(scanTexts([title], new Lexicon()))).toBe(1);
  },
);
