import fc from "fast-check";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import type { Query } from "../../lambda/query/query.ts";

/** Few words, so that queries and texts meet often. */
export const VOCABULARY = [
  "oil",
  "gas",
  "grain",
  "grains",
  "treaty",
  "treaties",
  "the",
  "cease",
  "fire",
  "ceasefire",
  "Japarov",
  "Zhaparov",
  "Жапаров",
  "Turkey",
] as const;

const word = fc.constantFrom(...VOCABULARY, "cease-fire");
const phrase = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => `"${words.join(" ")}"`);
const exact = word.map((one) => `=${one}`);

const pattern = fc.constantFrom("gra*", "trea*", "ceasefir*", "grain?", "tre?ty", "treat*s");
const leaf = fc.oneof(
  { arbitrary: word, weight: 3 },
  { arbitrary: phrase, weight: 2 },
  exact,
  pattern,
);
const choice = fc
  .array(leaf, { minLength: 2, maxLength: 3 })
  .map((options) => `(${options.join(" OR ")})`);
const operand = fc.oneof({ arbitrary: leaf, weight: 4 }, choice);
const link = fc
  .tuple(fc.constantFrom("NEAR", "BEFORE"), fc.integer({ min: 1, max: 4 }), operand)
  .map(([sign, distance, right]) => `${sign}/${distance} ${right}`);
const near = fc
  .tuple(operand, fc.array(link, { minLength: 1, maxLength: 3 }))
  .map(([first, links]) => `(${first} ${links.join(" ")})`);

const field = fc
  .tuple(fc.constantFrom("title", "body", "said"), fc.oneof(leaf, choice, near))
  .map(([name, inside]) => `${name}:${inside}`);
const speaker = fc.constantFrom(
  "speaker:ines",
  "speaker:orlan",
  'speaker:"ines halloran"',
  "speaker:(tom OR ines)",
  "speaker:(tom BEFORE/1 orlan)",
);
const turn = fc
  .tuple(speaker, fc.constantFrom("", " OR said:the"), leaf)
  .map(([who, or, what]) => `(${who} said:(${what} OR grain)${or})`);
const beside = fc.constantFrom(
  "participant:vale",
  'participant:"anna vale"',
  "participant:(minister NEAR/2 trade)",
  "place:aldo",
  "place:(aldo OR harbour)",
);
const fact = fc.constantFrom(
  "kind:talks",
  "kind:call",
  "lang:en",
  "lang:ru",
  "is:continued",
  "is:edited",
  "is:removed",
  "source:ostrovia-pm",
  "source:(veldmark OR ostrovia-pm)",
  "country:KG",
  "country:Kirgisistan",
  "country:(RU OR FR)",
  "between:RU,KG",
  "between:FR,KG",
  "date:2026-03",
  "date:2026-03-04..",
  "date:<2026-03-02",
  "published:2026",
  "published:2026-03-04..2026-03-06",
  "words:>4",
  "words:2..6",
  "words:<3",
);

const { node } = fc.letrec<{
  node: string;
  leaf: string;
  list: string;
  call: string;
  excluded: string;
}>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("leaf"),
    tie("list"),
    tie("call"),
    tie("excluded"),
  ),
  leaf: fc.oneof(
    { arbitrary: leaf, weight: 5 },
    { arbitrary: near, weight: 3 },
    field,
    beside,
    { arbitrary: fact, weight: 2 },
    speaker,
    turn,
  ),
  list: fc
    .tuple(
      fc.constantFrom(" ", " AND ", " OR "),
      fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
    )
    .map(([operator, parts]) => `(${parts.join(operator)})`),
  call: fc
    .tuple(
      fc.constantFrom("any", "atleast/1", "atleast/2", "atleast/3"),
      fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
    )
    .map(([name, parts]) => `${name}(${parts.join(", ")})`),
  excluded: fc
    .tuple(fc.constantFrom("-", "NOT "), tie("node"))
    .map(([sign, part]) => `${sign}${part}`),
}));

/** Texts of the query language, some refused for their meaning. */
export const queryText: fc.Arbitrary<string> = node;

/** Queries that the parser accepts. */
export const acceptedQuery: fc.Arbitrary<Query> = node
  .map((text) => parseQuery(text))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.query);
