import { expect, test } from "@jest/globals";
import { saysContinued } from "../../lambda/readouts/continued.ts";
import { paragraphs } from "../builders/readout.ts";

test.each(["To be continued.", "(To be continued…)", "Продолжение следует.", "Thank you. <…>"])(
  "%s says that a readout is unfinished",
  (text) => {
    expect(saysContinued(paragraphs("We met.", text))).toBe(true);
  },
);

test("a sentence that speaks of continuing says nothing of the readout", () => {
  const said = "The talks are to be continued in Norrhaven in spring.";
  expect(saysContinued(paragraphs(said, "We waited … and met."))).toBe(false);
});
