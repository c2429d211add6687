import { describe, expect, test } from "@jest/globals";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import { aText, aTurn, paragraphs } from "../texts.ts";
import { compileQueries } from "../keyed-queries.ts";
import { aQuery } from "../queries.ts";

const match = (query: string, ...texts: readonly string[]) =>
  matchDocument(aQuery(query), prepareDocument(aText({ title: "", blocks: paragraphs(...texts) })));
const matches = (query: string, ...texts: readonly string[]) => match(query, ...texts) !== null;

describe("a query", () => {
  test.each([
    ["treaty", "The Treaty was signed."],
    ["treaty", "TREATY"],
    ["treaty", "treaties"],
    ['treaties -"treaties"', "a treaty"],
    ["cease-fire", "cease-fires"],
    ["president", "Le Président de Calandra"],
    ["cease-fire", "a cease-fire"],
    ["cease-fire", "a cease‑fire"],
    ["cease-fire", "a ceasefire"],
    ["cease-fire", "a cease fire"],
    ["ceasefire", "a cease-fire"],
    ["Ostrovia", "Ostrovia’s harbour"],
    ["accord", "l’accord"],
    ["звязок", "зв'язок"],
    ['"grain deal"', "the grain\u00a0deal"],
    ['"the cease-fire holds"', "the ceasefire holds"],
    ['"the ceasefire holds"', "the cease-fire holds"],
    ["U.S.", "the U.S. side"],
    ["习近平", "国家主席习近平访问"],
    ["gas OR oil", "oil"],
    ["gas -oil", "gas"],
    ["gas (oil OR grain)", "grain and gas"],
    ["gas NEAR/3 oil", "oil and gas"],
    ["gas NEAR/2 oil", "oil and gas"],
    ['gas BEFORE/1 "oil deal"', "a gas, oil deal"],
    ["(gas OR coal) NEAR/3 price", "the price of coal"],
    ["gas NEAR/2 oil NEAR/2 coal", "coal, oil, gas"],
    ["gas NEAR/2 gas", "gas for gas"],
    ["(cease OR ceasefire) NEAR/1 fire", "a cease-fire"],
    ["sanction*", "New sanctioning powers"],
    ["organi?ation", "The organisation"],
    ["atleast/2(gas, oil, coal)", "coal and gas"],
  ])("%s wants “%s”", (query, text) => {
    expect(matches(query, text)).toBe(true);
  });

  test.each([
    ['"treaty"', "treaties"],
    ["gas", "gasoline"],
    ["cease-fire", "to cease under fire"],
    ['"grain deal"', "a deal on grain"],
    ["习近平", "近平习"],
    ["gas oil", "gas"],
    ["gas NEAR/1 oil", "oil and gas"],
    ["gas BEFORE/3 oil", "oil and gas"],
    ["gas NEAR/2 gas", "gas"],
    ["gas NEAR/2 oil NEAR/2 coal", "oil, gas; then, later, much later, coal and oil"],
    ["sanction*", "sanc"],
    ["organi?ation", "organiation"],
    ["atleast/2(gas, oil, coal)", "coal and coal"],
    ["gas -oil", "gas and oil"],
    ['gas -"oil deal"', "the oil deal and gas"],
    ["U.S.", "between us"],
  ])("%s does not want “%s”", (query, text) => {
    expect(matches(query, text)).toBe(false);
  });

  test("a phrase does not run from one paragraph into the next", () => {
    expect(matches('"grain deal"', "grain", "deal")).toBe(false);
    expect(matches("grain NEAR/100 deal", "grain", "deal")).toBe(false);
    expect(matches("grain deal", "grain", "deal")).toBe(true);
  });

  test("title and lead are looked through like the body", () => {
    const document = prepareDocument(
      aText({ title: "Talks on grain", lead: "They met in Port Aldo.", blocks: [] }),
    );
    expect(matchDocument(aQuery('grain "Port Aldo"'), document)?.spans).toEqual([
      { block: "title", start: 9, end: 14, clause: 0 },
      { block: "lead", start: 12, end: 21, clause: 1 },
    ]);
  });
});

describe("a field", () => {
  const document = prepareDocument(
    aText({
      title: "Talks on grain",
      kind: "call",
      language: "en-GB",
      lead: "They met in Port Aldo.",
      blocks: paragraphs(
        "A walk by the harbour.",
        "Ines Halloran: Oil is dear.",
        "Gas too.",
        "President of Veldmark: Grain is not.",
      ),
      turns: [
        aTurn("Ines Halloran", 1, 3),
        {
          speaker: "Tom Orlan",
          label: "President of Veldmark",
          role: "President",
          from: 3,
          to: 4,
        },
      ],
      isContinued: true,
    }),
  );

  test.each([
    "title:grain",
    "title:(oil OR grain)",
    'title:"talks on grain"',
    "title:(talks NEAR/2 grain)",
    "body:aldo",
    "body:harbour",
    "said:gas",
    "said:(oil gas)",
    "speaker:halloran",
    "speaker:orlan",
    'speaker:"president of Veldmark"',
    "speaker:(orlan OR nobody)",
    "speaker:hallor*",
    "speaker:orlan speaker:halloran",
    "speaker:halloran said:oil",
    "speaker:halloran said:(oil gas)",
    "speaker:(orlan OR nobody) said:(grain OR coal)",
    "(speaker:halloran said:oil) (speaker:orlan said:grain)",
    "speaker:orlan said:grain -said:coal",
    "speaker:orlan (said:coal OR (said:grain said:is) OR said:peat)",
    "kind:call",
    "lang:en",
    "is:continued",
    "grain kind:(call OR meeting) -lang:ru",
    "-said:harbour grain",
    "title:gra*",
  ])("%s wants it", (query) => {
    expect(matchDocument(aQuery(query), document)).not.toBeNull();
    expect(compileQueries([{ key: "q", query: aQuery(query) }]).match(document)).toEqual(["q"]);
  });

  test.each([
    "title:oil",
    "body:talks",
    "said:harbour",
    "said:aldo",
    'said:"dear gas"',
    "speaker:grain",
    "speaker:harbour",
    "speaker:orlan said:oil",
    "speaker:halloran said:(oil grain)",
    "(speaker:halloran said:oil) (speaker:orlan said:gas)",
    "speaker:orlan said:grain -said:oil",
    "grain -(speaker:orlan said:grain)",
    "kind:meeting",
    "lang:ru",
    "grain -is:continued",
    "title:grain -kind:call",
  ])("%s does not", (query) => {
    expect(matchDocument(aQuery(query), document)).toBeNull();
    expect(compileQueries([{ key: "q", query: aQuery(query) }]).match(document)).toEqual([]);
  });

  test("of what a speaker said shows the words of that turn alone, and who says them", () => {
    const found = matchDocument(
      aQuery("speaker:(orlan OR halloran) said:is speaker:tom"),
      document,
    );
    expect(found?.spans).toEqual([
      { block: 3, start: 0, end: 21, clause: 0 },
      { block: 3, start: 29, end: 31, clause: 0 },
    ]);
  });

  test("is named in the reasons", () => {
    const found = matchDocument(aQuery('kind:call -lang:ru title:"on grain" said:gas'), document);
    expect(found?.clauses).toMatchObject([
      { text: "kind:call", isFact: true },
      { text: "lang:ru", holds: "absent" },
      { text: "title:“on grain”", count: 1 },
      { text: "said:gas", count: 1 },
    ]);
    expect(found?.spans.map(({ block }) => block)).toEqual(["title", 2]);
  });
});

describe("a document that many ask", () => {
  test("keeps nothing of words that it does not have", () => {
    const document = prepareDocument(aText({ title: "Grain", blocks: paragraphs("Gas") }));
    for (let n = 0; n < 100; n += 1) {
      matchDocument(aQuery(`gas OR missing${n} OR title:absent${n}`), document);
    }
    expect([...document.words.keys()]).toEqual(["gas"]);
    expect([...document.inField("title").words.keys()]).toEqual([]);
  });
});

describe("the reasons of a match", () => {
  test("are the clauses that held, all of the alternatives too", () => {
    const found = match('(gas OR oil OR peat) -coal "new deal"', "Oil and gas: a new deal on oil.");
    expect(found?.clauses).toMatchObject([
      { text: "gas", holds: "present", count: 1 },
      { text: "oil", holds: "present", count: 2 },
      { text: "coal", holds: "absent", count: 0 },
      { text: "“new deal”", holds: "present", count: 1 },
    ]);
  });

  test("say the words as the query has them", () => {
    expect(match("Жапаров", "ЖАПАРОВ")?.clauses).toEqual([
      { text: "Жапаров", holds: "present", count: 1, isFact: false },
    ]);
  });

  test("point at the text as written, accents and hyphens included", () => {
    const text = "Der Président des cease-fire";
    const spans = match("president ceasefire", text)?.spans ?? [];
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      "Président",
      "cease-fire",
    ]);
  });

  test("of words near one another are those words, not others of the same spelling", () => {
    const found = match(
      "oil NEAR/2 gas",
      "Gas is dear.",
      "Oil and gas are sold; and later, more oil.",
    );
    expect(found?.spans).toEqual([
      { block: 1, start: 0, end: 3, clause: 0 },
      { block: 1, start: 8, end: 11, clause: 0 },
    ]);
    expect(found?.clauses).toMatchObject([{ text: "oil NEAR/2 gas", count: 1 }]);
  });

  test("count a word that is written in two spellings at once but once", () => {
    expect(match("grain", "the grain-s")?.clauses).toMatchObject([{ count: 1 }]);
    expect(match("(ceasef* OR cease) NEAR/2 gas", "cease-fire, gas")?.clauses).toMatchObject([
      { count: 1 },
    ]);
  });

  test.each([3, 30])("of %s clauses point at the text in its order, each find once", (count) => {
    const words = Array.from({ length: count }, (_, n) => `wort${n}x`);
    const text = [...words, ...words.toReversed()].join(" ");
    const found = match(words.join(" OR "), text);
    const marked = found?.spans.map(({ start, end, clause }) => [text.slice(start, end), clause]);
    const inText = [...words.keys(), ...[...words.keys()].toReversed()];
    expect(marked).toEqual(inText.map((n) => [words[n], n]));
  });

  test("name a clause once, however often it is written", () => {
    expect(match("(gas oil) OR (gas grain)", "gas, oil and grain")?.clauses).toHaveLength(3);
    const near = '((ferry OR boat) NEAR/3 runs) (port OR ((boat OR ferry) NEAR/3 "runs"))';
    const twice = "((ferry OR boat) NEAR/3 runs) (port OR ((boat OR ferry) NEAR/3 runs))";
    expect(match(near, "The ferry runs.")?.clauses).toHaveLength(2);
    expect(match(twice, "The ferry runs.")?.clauses).toHaveLength(1);
  });
});

describe("a text made to be slow", () => {
  const many = prepareDocument(aText({ blocks: paragraphs("the ".repeat(60_000)) }));

  test("one word 60,000 times and a phrase of it", () => {
    expect(matchDocument(aQuery(`"${"the ".repeat(32)}"`), many)?.spans).toHaveLength(59_969);
  });

  test("a chain of words near one another, all the same", () => {
    expect(matchDocument(aQuery(`the${" NEAR/50 the".repeat(60)}`), many)?.clauses).toHaveLength(1);
    expect(matchDocument(aQuery(`the${" NEAR/50 the".repeat(60)} BEFORE/1 x`), many)).toBeNull();
  });

  test("as many wildcards as a query holds", () => {
    const words = Array.from({ length: 20_000 }, (_, n) => `word${n}`).join(" ");
    const query = Array.from({ length: 60 }, (_, n) => `wor*${n}z`).join(" OR ");
    expect(matches(query, words)).toBe(false);
  });

  test("many phrases that all but match", () => {
    const query = Array.from({ length: 12 }, (_, n) => `"${"the ".repeat(16)} t${n}"`).join(" OR ");
    expect(matchDocument(aQuery(query), many)).toBeNull();
  });
});

describe("what is found", () => {
  test("is told once, though a word was written in one and in parts that are read alike", () => {
    const found = match("(日-本 AND gas) OR (日本 AND oil)", "日本 gas oil");
    expect(found?.clauses.map(({ text }) => text)).toEqual(["日本", "gas", "oil"]);
    expect(found?.spans.map(({ start }) => start)).toEqual([0, 3, 7]);
  });

  test("by many words of one beginning stands once each, in the order of the text", () => {
    const words = Array.from({ length: 21 }, (_, n) => `pre${(n * 8) % 21}fix`);
    const text = [...words, "gap", ...words].join(" ");
    const found = match("pre*", text);
    const starts = found?.spans.map(({ start }) => start) ?? [];
    expect(starts).toHaveLength(42);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(new Set(starts).size).toBe(42);
  });

  test("is by the stems of each document's language, whichever was asked before, while new words come", () => {
    for (let round = 0; round < 12; round += 1) {
      // A word that both languages have, and stem each in its own way.
      const words = ["treaties", ...Array.from({ length: 1000 }, (_, n) => `new${round}of${n}`)];
      const [inEnglish, inRussian] = (["en", "ru"] as const).map((language) =>
        prepareDocument(aText({ title: "", language, blocks: paragraphs(words.join(" ")) })),
      );
      if (inEnglish === undefined || inRussian === undefined) throw new Error("there are two");
      expect(matchDocument(aQuery("treaty"), inEnglish)).not.toBeNull();
      expect(matchDocument(aQuery("treaty"), inRussian)).toBeNull();
      expect(matchDocument(aQuery("treaties"), inRussian)).not.toBeNull();
    }
  });
});
