import { describe, expect, test } from "@jest/globals";
import { reasonsOf } from "../../../lambda/alerts/delivery/reasons.ts";
import type { Snippet } from "../../../lambda/query/snippets/snippets.ts";
import { aReadout, aRevision, paragraphs } from "../../builders/readout.ts";

const show = ({ where, parts }: Snippet): string =>
  `${where}: ${parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("")}`;

const revision = aRevision({
  content: aReadout({
    title: "Talks on the reservoir",
    blocks: paragraphs("The ferry runs again.", "The grain deal was not discussed."),
  }),
});

describe("the reasons of a mail", () => {
  test("are told for each query, and shown in passages that all of them share", () => {
    const { each, snippets } = reasonsOf(["ferry", "ferry OR grain", "talks -oil"], revision);
    const present = { holds: "present", count: 1, isFact: false } as const;
    const ferry = { text: "ferry", ...present };
    expect(each).toEqual([
      { query: "ferry", clauses: [ferry] },
      { query: "ferry OR grain", clauses: [ferry, { text: "grain", ...present }] },
      {
        query: "talks -oil",
        clauses: [
          { text: "talks", ...present },
          { text: "oil", holds: "absent", count: 0, isFact: false },
        ],
      },
    ]);
    expect(snippets.map(show)).toEqual([
      "title: [Talks] on the reservoir",
      "body: The [ferry] runs again.",
      "body: The [grain] deal was not discussed.",
    ]);
  });

  test.each([
    ["Ferry", "ferry"],
    ["(runs OR boat) NEAR/3 ferry", "(boat OR runs) NEAR/3 ferry"],
  ])(
    "of alerts that ask for the same, %s and %s, are told for both, and weigh once",
    (one, same) => {
      const blocks = paragraphs(
        "The ferry runs again.",
        "No grain, said those without grain or oil or grain.",
      );
      const revisionOfBoth = aRevision({ content: aReadout({ title: "Talks", blocks }) });
      const short = { maxChars: 100, maxSnippets: 1 };
      const { each, snippets } = reasonsOf([one, same, "grain"], revisionOfBoth, short);
      const texts = each.map(({ clauses }) => clauses.map(({ text }) => text));
      expect(texts).toEqual([[one], [same], ["grain"]]);
      expect(snippets.map(show)).toEqual([
        "body: No [grain], said those without [grain] or oil or [grain].",
      ]);
      const inLists = reasonsOf(
        [`${one} -war`, `${same} -peace`, "grain -coal"],
        revisionOfBoth,
        short,
      );
      expect(inLists.snippets).toEqual(snippets);
    },
  );

  test("in the title alone are shown with the beginning of the text", () => {
    const { snippets } = reasonsOf(["reservoir"], revision);
    expect(snippets.map(show)).toEqual([
      "title: Talks on the [reservoir]",
      "body: The ferry runs again.",
    ]);
  });

  test("are empty for a query that holds no more, or is no longer understood", () => {
    expect(reasonsOf(["harbour", '"ferry'], revision)).toEqual({
      each: [
        { query: "harbour", clauses: [] },
        { query: '"ferry', clauses: [] },
      ],
      snippets: [],
    });
  });
});
