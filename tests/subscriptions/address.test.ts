import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  foldedAddress,
  readAddress,
  shortHash,
  subscriberIdOf,
} from "../../lambda/subscriptions/address.ts";

describe("an address", () => {
  test.each([
    ["reader@newsroom.example", "reader@newsroom.example"],
    ["  reader@newsroom.example\n", "reader@newsroom.example"],
    ["First.Last+ferry@Newsroom.Example", "First.Last+ferry@newsroom.example"],
    ["o'neil_{x}@a-b.newsroom.example", "o'neil_{x}@a-b.newsroom.example"],
    ["reader@zeitung-köln.example", "reader@xn--zeitung-kln-zfb.example"],
  ])("%j is mailed as %s", (typed, address) => {
    expect(readAddress(typed)).toEqual({ ok: true, address });
  });

  test.each([
    ["", "Type your email address."],
    ["   ", "Type your email address."],
    ["reader", "An email address has an @ with a name before it."],
    ["@newsroom.example", "An email address has an @ with a name before it."],
    ["reader@", "“” is not a mail domain."],
    ["reader@localhost", "“localhost” is not a mail domain."],
    ["reader@192.0.2.7", "“192.0.2.7” is not a mail domain."],
    ["reader@-news.example", "“-news.example” is not a mail domain."],
    ["reader@news room.example", "“news room.example” is not a mail domain."],
    ["reader@newsroom.example\r\nBcc: x@y.example", /.+/],
    ["читатель@newsroom.example", "Before the @ we can mail to unaccented Latin letters only."],
    ["two words@newsroom.example", /Type one address/],
    ["a@b.example, c@d.example", /Type one address/],
    ["Reader <reader@newsroom.example>", /not a mail domain/],
    ["a..b@newsroom.example", /Type one address/],
    [`${"a".repeat(65)}@newsroom.example`, /Type one address/],
    [
      `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(62)}`,
      /not a mail|too long/,
    ],
  ])("%j is refused in a sentence that says why", (typed, message) => {
    expect(readAddress(typed)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  test("of any text, read or refused, never carries a line break or a second address into a header", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress()), (text) => {
        const read = readAddress(text);
        if (read.ok) expect(read.address).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
        else expect(read.message).toMatch(/\S/);
      }),
    );
  });
});

test("an address is the same subscriber in capitals and not", () => {
  expect(subscriberIdOf("Reader@newsroom.example")).toBe(subscriberIdOf("reader@newsroom.example"));
  expect(subscriberIdOf("reader+a@newsroom.example")).not.toBe(
    subscriberIdOf("reader@newsroom.example"),
  );
});

test.each([
  ["Reader+one@newsroom.example", "reader@newsroom.example"],
  ["+one@newsroom.example", "+one@newsroom.example"],
  ["a.reader@newsroom.example", "a.reader@newsroom.example"],
  ["A.Rea.der+one@GoogleMail.com", "areader@gmail.com"],
  ["a.reader@gmail.com.example", "a.reader@gmail.com.example"],
])("for limits %s is %s", (address, folded) => {
  expect(foldedAddress(address)).toBe(folded);
});

test("an id says nothing of the address, and fits keys, URLs and tags", () => {
  expect(subscriberIdOf("reader@newsroom.example")).toMatch(/^[a-z2-7]{26}$/);
  expect(shortHash("a")).not.toBe(shortHash("b"));
});
