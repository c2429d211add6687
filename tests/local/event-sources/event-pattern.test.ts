import { describe, expect, test } from "@jest/globals";
import { passesFilters } from "../../../local/event-sources/event-pattern.ts";

const record = {
  eventName: "INSERT",
  dynamodb: {
    Keys: { readoutId: { S: "ostrovia-pm-12" }, revision: { N: "3" } },
    NewImage: { quiet: { NULL: true }, kind: { S: "call" } },
  },
};

describe("a record passes", () => {
  test.each<[string, unknown]>([
    ["by an equal value", { eventName: ["INSERT"] }],
    ["by one of several values", { eventName: ["REMOVE", "INSERT"] }],
    [
      "by a number that DynamoDB writes as text",
      { dynamodb: { Keys: { revision: { N: [{ numeric: [">=", 1] }] } } } },
    ],
    ["by a range", { dynamodb: { Keys: { revision: { N: [{ numeric: [">", 2, "<=", 3] }] } } } }],
    ["by a prefix", { dynamodb: { Keys: { readoutId: { S: [{ prefix: "ostrovia" }] } } } }],
    ["by what is there", { dynamodb: { NewImage: { quiet: { NULL: [{ exists: true }] } } } }],
    ["by what is not there", { dynamodb: { NewImage: { title: { S: [{ exists: false }] } } } }],
    ["by anything but a value", { eventName: [{ "anything-but": ["REMOVE", "MODIFY"] }] }],
    ["by anything but a prefix", { eventName: [{ "anything-but": { prefix: "REM" } }] }],
    [
      "by either of two fields",
      { $or: [{ eventName: ["REMOVE"] }, { dynamodb: { NewImage: { kind: { S: ["call"] } } } }] },
    ],
  ])("%s", (_, pattern) => {
    expect(passesFilters(record, [pattern])).toBe(true);
  });

  test("where there is no filter, or one of several holds", () => {
    expect(passesFilters(record, [])).toBe(true);
    expect(passesFilters(record, [{ eventName: ["REMOVE"] }, { eventName: ["INSERT"] }])).toBe(
      true,
    );
  });
});

describe("a record does not pass", () => {
  test.each<[string, unknown]>([
    ["by another value", { eventName: ["MODIFY"] }],
    [
      "where one of two fields differs",
      { eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: ["visit"] } } } },
    ],
    [
      "by a number out of range",
      { dynamodb: { Keys: { revision: { N: [{ numeric: ["<", 1] }] } } } },
    ],
    ["where the field is missing", { dynamodb: { OldImage: { kind: { S: ["call"] } } } }],
  ])("%s", (_, pattern) => {
    expect(passesFilters(record, [pattern])).toBe(false);
  });

  test("by an operator that is not known: it is named", () => {
    expect(() => passesFilters(record, [{ eventName: [{ wildcard: "I*" }] }])).toThrow(
      'local mode does not know the filter operator "wildcard"',
    );
  });
});
