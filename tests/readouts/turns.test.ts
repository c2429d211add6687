import { describe, expect, test } from "@jest/globals";
import { readTurns } from "../../lambda/readouts/turns.ts";

/** A paragraph whose text up to `|` is bold. */
function paragraph(marked: string) {
  const bold = marked.indexOf("|");
  const text = marked.replace("|", "");
  return { kind: "paragraph" as const, text, boldLength: Math.max(bold, 0) };
}

function heading(text: string) {
  return { kind: "heading" as const, text, boldLength: 0 };
}

function turnsOf(...marked: readonly string[]) {
  return readTurns(marked.map(paragraph));
}

function labelsOf(...marked: readonly string[]): readonly string[] {
  return turnsOf(...marked).map(({ label }) => label);
}

describe("a turn", () => {
  test("begins with its label and goes on until the next", () => {
    expect(
      turnsOf(
        "They met in Port Sella.",
        "Prime Minister of Ostrovia Ilse Orlan:| Welcome.",
        "We have much to talk about.",
        "President of Veldmark Aksel Tamm|: Thank you.",
        "Ilse Orlan:| Let us begin.",
      ),
    ).toEqual([
      {
        speaker: "Ilse Orlan",
        role: "Prime Minister of Ostrovia",
        label: "Prime Minister of Ostrovia Ilse Orlan",
        from: 1,
        to: 3,
      },
      {
        speaker: "President of Veldmark Aksel Tamm",
        role: null,
        label: "President of Veldmark Aksel Tamm",
        from: 3,
        to: 4,
      },
      {
        speaker: "Ilse Orlan",
        role: "Prime Minister of Ostrovia",
        label: "Ilse Orlan",
        from: 4,
        to: 5,
      },
    ]);
  });

  test("ends at a heading or a separator", () => {
    const blocks = [
      paragraph("Ilse Orlan:| Welcome."),
      heading("After the talks"),
      paragraph("The delegations went to lunch."),
    ];
    expect(readTurns(blocks)).toMatchObject([{ from: 0, to: 1 }]);
  });
});

describe("a label", () => {
  test("in capitals needs no bold", () => {
    expect(labelsOf("SECRETARY ORLAN: Good morning.", "MR. TAMM: Thank you.")).toEqual([
      "SECRETARY ORLAN",
      "MR. TAMM",
    ]);
  });

  test("may have a remark behind it", () => {
    expect(labelsOf("Aksel Tamm| (retranslated): Thank you.")).toEqual([
      "Aksel Tamm (retranslated)",
    ]);
  });

  test("of a question needs no colon where it is one letter", () => {
    expect(labelsOf("Q Madam Minister, the treaty?", "QUESTION: And the ferry?")).toEqual([
      "Q",
      "QUESTION",
    ]);
    expect(labelsOf("Question time was short that day.")).toEqual([]);
  });

  test("of one word in capitals is a speaker among other speakers in capitals", () => {
    const talk = ["MR. TAMM: Yes.", "MS. ORLAN: No.", "MR. TAMM: Why?"];
    expect(labelsOf(...talk, "OPERATOR: Please hold.")).toContain("OPERATOR");
    expect(labelsOf("BACKGROUND: The lake is large.")).toEqual([]);
  });

  test("of one word in bold is a speaker only where it comes again", () => {
    expect(labelsOf("Fisheries:| The quota rises.", "Ferries:| Two more.")).toEqual([]);
    expect(labelsOf("Reader:| Why?", "Tamm:| Because.", "Reader:| I see.")).toEqual([
      "Reader",
      "Reader",
    ]);
  });

  test("that does not end like a name is a speaker only where it comes again", () => {
    expect(labelsOf("Harbour operator:| We open at six.")).toEqual([]);
    expect(labelsOf("Harbour operator:| At six.", "Harbour operator:| At nine.")).toHaveLength(2);
  });

  test("is none on a line of its own, within a list, or with a sentence before the colon", () => {
    expect(labelsOf("Who May Apply for the Permit:|", "Residents of Port Sella.")).toEqual([]);
    expect(labelsOf("Ferries for Women and Girls:| Two more boats.")).toEqual([]);
    expect(labelsOf("It rained. then it stopped. Aksel Tamm:| Yes.")).toEqual([]);
    const item = { kind: "list-item" as const, text: "Aksel Tamm: Yes.", boldLength: 11 };
    expect(readTurns([item])).toEqual([]);
  });

  test("that a copy has lost the bold of is known by its office and country", () => {
    expect(turnsOf("President of Mongolia Bat Tamir: Welcome.", "We note: it rains.")).toEqual([
      {
        speaker: "Bat Tamir",
        role: "President of Mongolia",
        label: "President of Mongolia Bat Tamir",
        from: 0,
        to: 2,
      },
    ]);
  });

  test("of an excerpt's headline is no speaker", () => {
    expect(labelsOf("Excerpts from Transcript of Talks:| Ostrovia and Veldmark")).toEqual([]);
  });
});
