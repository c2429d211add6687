import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import { canonicalQuery, printQuery } from "../../../lambda/query/print-query.ts";
import type { Query } from "../../../lambda/query/query.ts";
import { queryKey } from "../../../lambda/query/query-key.ts";
import { acceptedQuery } from "../arbitrary-query.ts";
import { aQuery, errorOf } from "../queries.ts";

describe("a query", () => {
  test.each([
    ["gas oil", "gas AND oil"],
    ["gas  AND\toil", "oil gas"],
    ["Gas", "gás"],
    ["gas gas", "gas"],
    ["a OR b c", "a OR (b AND c)"],
    ["NOT a b", "b -a"],
    ["x -(a OR b)", "x NOT a NOT b"],
    ["x NOT (a AND b)", "x (-a OR -b)"],
    ["x --y", "x y"],
    ["“gas deal”", '"Gas  Deal"'],
    ["«gas deal»", '"gas\u00a0deal"'],
    ["cease‑fire", "cease-fire"],
    ["Putin’s", "putin's"],
    ["U.S.", '"u s"'],
    ["gas/oil", '"gas oil"'],
    ["（gas）", "gas"],
    ["gas –oil", "gas -oil"],
    ["any(gas, oil)", "gas OR oil"],
    ["atleast/2(gas, oil)", "gas oil"],
    ["atleast/2(gas, oil, grain)", "ATLEAST/2(grain,gas，oil)"],
    ["x -atleast/2(a, b, c)", "x atleast/2(-a, -b, -c)"],
    ["gas, oil", "gas oil"],
    ["title:(gas OR oil)", "title:oil OR TITLE:gas"],
    ["gas title:(oil -coal)", "gas title:oil -title:coal"],
    ["title:“gas deal”", 'title:"gas deal"'],
    ["said:gas speaker:orlan", "SPEAKER:Orlan said:gas"],
    ["x said:gas speaker:orlan", "(speaker:orlan said:gas) x"],
    ["lang:EN", 'lang:"en"'],
    ["kind:(call OR meeting)", "kind:meeting OR kind:call"],
    ["gas NEAR/5 oil", "oil NEAR/5 gas"],
    ["gas NEAR/5 (oil OR coal)", "gas NEAR/5 (coal OR oil)"],
    ["gas NEAR/5 oil coal", "coal (gas NEAR/5 oil)"],
    ["x -gas NEAR/5 oil", "x NOT (gas NEAR/5 oil)"],
    ["SANC*", "sanc*"],
    ["constructor toString", "tostring Constructor"],
    ["__proto__", "proto"],
    ["gas \u200f AND\u200e oil", "gas oil"],
    ["title:\u200bgas", "title:gas"],
    ["country:\u200eKG", "country:KG"],
    ["is:con\u200btinued", "is:continued"],
    ["date:\u200f２０２１", "date:2021"],
    ["\u202egrain\u202c", "grain"],
    ["\u0301grain", "gra\u0301in"],
    ["gra\u0301*", "gra*"],
    ["gas🙂oil", '"gas oil"'],
    ["\u05e9\u05dc\u05d5\u05dd \u200f-gas", "-gas \u05e9\u05dc\u05d5\u05dd"],
    ["--gas", "gas"],
  ])("%s means the same as %s", (one, other) => {
    expect(canonicalQuery(aQuery(one))).toBe(canonicalQuery(aQuery(other)));
    expect(queryKey(aQuery(one))).toBe(queryKey(aQuery(other)));
  });

  test.each([
    ["gas", '"gas"'],
    ["gas oil", '"gas oil"'],
    ["a b", "a OR b"],
    ["cease-fire", "ceasefire"],
    ["gas BEFORE/5 oil", "oil BEFORE/5 gas"],
    ["gas NEAR/5 oil", "gas NEAR/6 oil"],
    ["speaker:orlan said:gas x", "speaker:orlan (said:gas OR x)"],
    ["(speaker:a said:b) (speaker:c said:d)", "speaker:a said:b speaker:c said:d"],
    ["title:gas", "body:gas"],
    ["title:gas", "gas"],
    ["a NEAR/2 b NEAR/2 c", "b NEAR/2 a NEAR/2 c"],
    ["мой", "мои"],
  ])("%s is not the same as %s", (one, other) => {
    expect(queryKey(aQuery(one))).not.toBe(queryKey(aQuery(other)));
  });

  test("keeps what was written, for telling people what matched", () => {
    expect(aQuery("Жапаров")).toMatchObject({ kind: "word", surface: "Жапаров" });
  });

  test("has a key of letters and digits", () => {
    expect(queryKey(aQuery("gas"))).toMatch(/^[a-z2-7]{26}$/);
  });

  test("printed and parsed again is the same query", () => {
    fc.assert(
      fc.property(acceptedQuery, (query) => {
        expect(meaning(aQuery(printQuery(query)))).toEqual(meaning(query));
        expect(canonicalQuery(aQuery(canonicalQuery(query)))).toBe(canonicalQuery(query));
      }),
      { numRuns: 2000 },
    );
  });

  test("of any characters is read or refused with a column inside it, and reads back", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "(",
        ")",
        '"',
        "-",
        " ",
        " AND ",
        " OR ",
        " NOT ",
        "”",
        "’",
        "\u200b",
        ":",
        "*",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const parsed = parseQuery(text);
        if (parsed.ok) {
          expect(parseQuery(parsed.canonical)).toMatchObject({
            ok: true,
            canonical: parsed.canonical,
          });
        } else {
          expect(parsed.error.column).toBeGreaterThanOrEqual(1);
          expect(parsed.error.column - 1 + parsed.error.length).toBeLessThanOrEqual(text.length);
          expect(parsed.error.message).toMatch(/\.$/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a wrong query is refused where the error stands", () => {
  test.each([
    ["", 1, 0, /empty/],
    ["  ", 3, 0, /empty/],
    ['gas "oil deal', 5, 1, /never closed/],
    ["gas (oil", 5, 1, /never closed/],
    ["gas) oil", 4, 1, /No bracket was opened/],
    ["gas ()", 5, 2, /nothing between/],
    ['gas ""', 5, 2, /nothing to look for/],
    ["gas AND", 5, 3, /nothing after “AND”/],
    ["OR gas", 1, 2, /nothing before “OR”/],
    ["gas AND OR oil", 5, 3, /nothing after “AND”/],
    ["gas (AND oil)", 6, 3, /nothing before “AND”/],
    ["gas NOT", 5, 3, /nothing after “NOT”/],
    ["gas - oil", 5, 1, /stands alone/],
    ["gas 🙂", 5, 2, /no letter or digit/],
    ["gas \u0301", 5, 1, /no letter or digit/],
    ["\ud800", 1, 1, /no letter or digit/],
    ["title:🙂", 7, 2, /no letter or digit/],
    ["country:🇰🇬", 9, 4, /no letter or digit/],
    ["country:", 1, 8, /nothing to look for directly after/],
    ["between:", 1, 8, /nothing to look for directly after/],
    ["date:..", 6, 2, /no letter or digit/],
    ["words:>99999999", 1, 15, /no value/],
    ["words:१००", 1, 9, /no value/],
    ["date:2021-02..2021-02-30", 1, 24, /no day “2021-02-30”/],
    ["gas source:Kremlin!", 5, 15, /no value/],
    ["title:country:KG", 7, 8, /within a field/],
    ["gas & oil", 5, 1, /no operator/],
    ["gas || oil", 5, 2, /no operator/],
    ["gas !oil", 5, 4, /no operator/],
    ["+gas oil", 1, 4, /not needed/],
    ["=", 1, 1, /against no word/],
    ["==gas", 1, 5, /against no word/],
    ['="gas deal"', 1, 1, /against no word/],
    ["=gas*", 1, 5, /A wildcard stands/],
    ["[gas oil]", 1, 4, /round brackets/],
    ["gas or oil", 5, 2, /operator or the word/],
    ["gas And oil", 5, 3, /operator or the word/],
    ["'gas deal'", 1, 4, /Single quotation marks/],
    ["titel:gas", 1, 6, /no field “titel:”/],
    ["https://pm.ostrovia.example/", 1, 6, /no field/],
    ["title: gas", 1, 6, /directly after “title:”/],
    ["gas title:", 5, 6, /directly after “title:”/],
    ["title:-gas", 1, 6, /directly after “title:”/],
    ["title:(speaker:a said:b)", 1, 24, /field within a field/],
    ["speaker:orlan said:gas -said:gas", 1, 32, /can never match/],
    ["speaker:orlan said:gas -speaker:orlan", 1, 37, /can never match/],
    ["title:(body:gas)", 1, 16, /field within a field/],
    ["kind:constructor", 1, 16, /no value “constructor”/],
    ["constructor:gas", 1, 12, /no field/],
    ["kind:chat", 1, 9, /no value “chat”/],
    ["lang:russian", 1, 12, /no value “russian”/],
    ["is:secret", 1, 9, /no value “secret”/],
    ["gas kind:call kind:meeting", 1, 26, /can never match/],
    ["gas -title:gas -body:gas lang:en -lang:en", 1, 41, /can never match/],
    ["title:gas -gas", 1, 14, /can never match/],
    ['title:"gas deal" -title:deal', 1, 28, /can never match/],
    ["-kind:call", 1, 10, /would match every readout/],
    ["title:gas NEAR/2 oil", 1, 9, /can be near/],
    ["sa*", 1, 3, /at least 3 letters/],
    ["*tion", 1, 5, /at least 3 letters/],
    ["g?s", 1, 3, /at least 2 letters/],
    ["sanc*i?n", 1, 8, /one wildcard/],
    ["cease-fir*", 1, 10, /one word/],
    ["gas NEAR/0 oil", 5, 6, /distance is 0/],
    ["gas NEAR/100000 oil", 5, 11, /distance is 100000/],
    ["gas NEAR oil", 5, 4, /how near/],
    ["gas near/5 oil", 5, 6, /how near/],
    ["gas NEAR/5", 5, 6, /nothing after “NEAR\/5”/],
    ["NEAR/5 gas", 1, 6, /nothing before “NEAR\/5”/],
    ["gas NEAR/5 (oil AND coal)", 12, 14, /can be near/],
    ["(gas -oil) NEAR/5 coal", 1, 10, /can be near/],
    ["gas NEAR/5 -oil", 5, 6, /nothing after “NEAR\/5”/],
    ["(gas NEAR/2 oil) -gas", 1, 21, /can never match/],
    ["some(a, b)", 5, 1, /directly after “some”/],
    ["any deal", 1, 3, /in brackets/],
    ["any()", 4, 2, /nothing between/],
    ["any(a, )", 6, 1, /nothing after “,”/],
    ["any(a, b", 4, 1, /never closed/],
    ["atleast/3(a, b)", 1, 15, /3 of 2 different/],
    ["atleast/2(a, a)", 1, 15, /2 of 1 different/],
    ["atleast/0(a, b)", 1, 15, /0 of 2 different/],
    ["atleast(a, b)", 8, 1, /directly after “atleast”/],
    ["atleast/2(a, -a)", 1, 16, /can never match/],
    ["atleast/2(gas, -oil, -coal)", 1, 27, /would match every readout/],
    ["-gas", 1, 4, /would match every readout/],
    ["NOT gas NOT oil", 1, 15, /would match every readout/],
    ["gas OR -oil", 1, 11, /would match every readout/],
    ["-(gas oil)", 1, 10, /would match every readout/],
    ["gas -gas", 1, 8, /can never match/],
    ["grain OR (gas -Gás)", 11, 8, /can never match/],
    ['"gas deal" NOT gas', 1, 18, /can never match/],
    ["a (b OR c) -b -c", 1, 16, /can never match/],
  ])("%s", (text, column, length, message) => {
    expect(errorOf(text)).toMatchObject({
      column,
      length,
      message: expect.stringMatching(message) as unknown,
    });
  });

  test("every error but the one of an unused sign says what to write instead", () => {
    expect(errorOf("gas & oil").hint).toBe(
      "Write AND, or leave it out: words side by side must all occur.",
    );
    expect(errorOf("gas or oil").hint).toBe('Write OR for the operator, or "or" for the word.');
    expect(errorOf('"oil deal').hint).toBe('Write a second one where the phrase ends: "oil deal"');
  });

  test("10,000 characters", () => {
    expect(errorOf("gas ".repeat(2500))).toMatchObject({
      column: 1001,
      length: 9000,
      message: "The query has 10,000 characters; at most 1,000 are allowed.",
    });
  });

  test("1,000 ORs are too many characters", () => {
    expect(errorOf(Array.from({ length: 1001 }, (_, n) => `a${n}`).join(" OR ")).message).toMatch(
      /at most 1,000/,
    );
  });

  test("brackets 200 deep", () => {
    expect(errorOf(`${"(".repeat(200)}gas${")".repeat(200)}`)).toMatchObject({
      column: 21,
      message: "Brackets are nested more than 20 deep.",
    });
  });

  test("a phrase of 33 words", () => {
    expect(errorOf(`"${"gas ".repeat(33)}"`).message).toMatch(/33 words; at most 32/);
  });

  test("many exclusions are checked without an end to the patience", () => {
    const clauses = Array.from({ length: 60 }, (_, n) => `(a${n} OR -b${n})`).join(" ");
    expect(parseQuery(`x ${clauses}`.slice(0, 1000).replace(/ \([^)]*$/, "")).ok).toBe(true);
  });
});

/** A query less what its writer's spelling adds. */
function meaning(query: Query): unknown {
  return JSON.parse(
    JSON.stringify(query, (key, value: unknown) => (key === "surface" ? undefined : value)),
  );
}
