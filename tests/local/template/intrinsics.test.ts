import { describe, expect, test } from "@jest/globals";
import { resolve, type Scope } from "../../../local/template/intrinsics.ts";
import { Notices, type Template } from "../../../local/template/template.ts";

const template: Template = {
  Resources: { Queue: { Type: "AWS::SQS::Queue" }, Odd: { Type: "AWS::Odd::Thing" } },
  Parameters: { Stage: { Default: "home" } },
  Mappings: { Sizes: { "us-east-1": { memory: 512 } } },
  Conditions: {
    AtHome: { "Fn::Equals": [{ Ref: "Stage" }, "home"] },
    Away: { "Fn::Not": [{ Condition: "AtHome" }] },
    Both: { "Fn::And": [{ Condition: "AtHome" }, { Condition: "Away" }] },
  },
};

function scope(): Scope {
  const attributes: Readonly<Record<string, string>> = { "": "queue-url", Arn: "queue-arn" };
  return {
    stackName: "Readouts",
    template,
    notices: new Notices(),
    attribute: (id, name) => (id === "Queue" ? attributes[name ?? ""] : undefined),
  };
}

describe("functions", () => {
  test.each<[string, unknown, unknown]>([
    ["Ref of a resource", { Ref: "Queue" }, "queue-url"],
    ["Ref of a parameter", { Ref: "Stage" }, "home"],
    [
      "pseudo parameters",
      [{ Ref: "AWS::Region" }, { Ref: "AWS::AccountId" }],
      ["us-east-1", "000000000000"],
    ],
    ["GetAtt as a list", { "Fn::GetAtt": ["Queue", "Arn"] }, "queue-arn"],
    ["GetAtt as a text", { "Fn::GetAtt": "Queue.Arn" }, "queue-arn"],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "Stage" }]] }, "a-home"],
    ["Select of Split", { "Fn::Select": [1, { "Fn::Split": ["-", "a-b"] }] }, "b"],
    [
      "Sub",
      { "Fn::Sub": "${Queue} ${Queue.Arn} ${AWS::Partition} ${!Kept}" },
      "queue-url queue-arn aws ${Kept}",
    ],
    [
      "Sub with its own names",
      { "Fn::Sub": ["${x}/${Stage}", { x: { Ref: "Queue" } }] },
      "queue-url/home",
    ],
    ["If", { "Fn::If": ["AtHome", { Ref: "Stage" }, "away"] }, "home"],
    ["If not", { "Fn::If": ["Both", "both", "one"] }, "one"],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", { Ref: "AWS::Region" }, "memory"] }, 512],
    ["NoValue", { kept: 1, gone: { Ref: "AWS::NoValue" } }, { kept: 1 }],
    ["NoValue in a list", ["a", { "Fn::If": ["Away", "b", { Ref: "AWS::NoValue" }] }], ["a"]],
  ])("%s", (_, value, expected) => {
    expect(resolve(value, scope(), "Here")).toEqual(expected);
  });
});

test("what is not chosen by a condition is not resolved", () => {
  const value = { "Fn::If": ["AtHome", "home", { "Fn::GetAtt": ["Nowhere", "Arn"] }] };
  expect(resolve(value, scope(), "Here")).toBe("home");
});

test("an attribute that local mode does not know is noticed and stands as unknown", () => {
  const here = scope();
  expect(resolve({ "Fn::GetAtt": ["Odd", "Shape"] }, here, "Poll.Environment")).toBe(
    "unknown:Odd.Shape",
  );
  expect(here.notices.all()).toEqual([
    {
      logicalId: "Odd",
      message:
        'local mode does not know Shape of AWS::Odd::Thing, which Poll.Environment uses; it stands as "unknown"',
    },
  ]);
});

test.each([
  [{ "Fn::ImportValue": "other" }, "Here.x: local mode does not know Fn::ImportValue"],
  [{ "Fn::Join": "no list" }, 'Here.x: Fn::Join is written wrongly: "no list"'],
  [{ "Fn::GetAtt": ["Nowhere", "Arn"] }, "Here.x: there is no resource Nowhere"],
])("%j is an error that says where it stands", (value, message) => {
  expect(() => resolve({ x: value }, scope(), "Here")).toThrow(message);
});
