import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import { readEntry } from "../../lambda/sources/document.ts";

const root = join(import.meta.dirname, "../..");
const seed = join(root, "../shared/seed");
const suite = existsSync(seed) ? describe : describe.skip;

suite("a syndicator's copy of a readout", () => {
  test("is read as the original: its origin, lead, turn, people, countries, and that it goes on", () => {
    const name = readdirSync(seed).find((file) => file.endsWith(".txt")) ?? "";
    const lines = readFileSync(join(seed, name), "utf8").split(/\n+/);
    const text = readFileSync(join(root, "sources/mil-osi.json"), "utf8");
    const [source] = readCatalogue([{ name: "mil-osi.json", text }]).all;
    if (source === undefined) throw new Error("no source");
    const reading = readEntry(source, {
      entryId: "1",
      url: "https://newskitchen.eu/2021/02/24/meeting-with-president-of-kyrgyzstan-sadyr-japarov/",
      title: "Meeting with President of Kyrgyzstan Sadyr Japarov",
      publishedAt: "2021-02-24T12:00:00.000Z",
      updatedAt: null,
      bodyHtml: lines.map((line) => `<p>${line}</p>`).join(""),
      digest: "",
    });
    if (reading.outcome !== "read") throw new Error(reading.reason);
    const { content } = reading;
    expect(content.kind).toBe("meeting");
    expect(content.origin?.sourceId).toBe("kremlin-en");
    expect(content.lead).toMatch(/^The two presidents .* associations\.$/);
    expect(content.isContinued).toBe(true);
    expect(content.blocks[0]?.kind).toBe("separator");
    expect(content.blocks.at(-1)?.text).not.toMatch(/MIL OSI/);
    expect(content.turns).toMatchObject([{ role: "President of Russia" }]);
    expect(content.turns[0]?.speaker).toMatch(/Vladimir Putin$/);
    const people = content.participants.map(({ name: person, country }) => `${person} ${country}`);
    expect(people.toSorted()).toEqual(["Sadyr Japarov KG", "Vladimir Putin RU"]);
    expect(content.countries.map(({ country }) => country).toSorted()).toEqual(["KG", "RU"]);
  });
});
