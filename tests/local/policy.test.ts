import { describe, expect, test } from "@jest/globals";
import { type Call, decide } from "../../local/policy.ts";
import { aStatement } from "../builders/local-stack.ts";

const table = "arn:aws:dynamodb:us-east-1:000000000000:table/Readouts";
const put: Call = { action: "dynamodb:PutItem", resource: table, context: {} };
const allowPut = aStatement(["dynamodb:PutItem"], [table]);

describe("what is allowed", () => {
  test("what a statement names", () => {
    expect(decide([allowPut], put)).toEqual({ allowed: true, reason: "allowed" });
  });

  test.each([
    ["dynamodb:*", table],
    ["dynamodb:Put*", table],
    ["DynamoDB:putitem", table],
    ["*", "*"],
    ["dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/Read????"],
  ])("%s on %s covers a put", (action, resource) => {
    expect(decide([aStatement([action], [resource])], put).allowed).toBe(true);
  });

  test.each([
    ["dynamodb:GetItem", table],
    ["dynamodb:PutItem", `${table}/index/*`],
    ["dynamodb:PutItem", `${table}s`],
    ["dynamodb.PutItem", table],
    ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:000000000000:table/R+"],
  ])("%s on %s does not", (action, resource) => {
    expect(decide([aStatement([action], [resource])], put).allowed).toBe(false);
  });

  test("index/* covers every index", () => {
    const query = { action: "dynamodb:Query", resource: `${table}/index/byMonth`, context: {} };
    const statement = aStatement(["dynamodb:Query"], [`${table}/index/*`]);
    expect(decide([statement], query).allowed).toBe(true);
  });

  test("NotAction and NotResource cover the rest", () => {
    const rest = { notActions: ["dynamodb:Delete*"], notResources: [`${table}s`] };
    const statement = aStatement([], [], rest);
    expect(decide([statement], put).allowed).toBe(true);
    expect(decide([statement], { ...put, action: "dynamodb:DeleteItem" }).allowed).toBe(false);
  });
});

test("nothing is allowed that no statement allows", () => {
  expect(decide([], put)).toEqual({ allowed: false, reason: "no statement allows it" });
});

test("a Deny wins, and is named", () => {
  const deny = aStatement(["*"], ["*"], { effect: "Deny", sid: "Frozen" });
  expect(decide([allowPut, deny], put)).toEqual({
    allowed: false,
    reason: "a Deny by statement Frozen applies",
  });
});

const leading = (operator: string, ...keys: string[]) =>
  aStatement(["dynamodb:PutItem"], [table], {
    conditions: { [operator]: { "dynamodb:LeadingKeys": keys } },
  });
const putOf = (...keys: string[]): Call => ({
  ...put,
  context: { "dynamodb:LeadingKeys": keys },
});

describe("conditions", () => {
  test.each([
    ["ForAllValues:StringEquals", ["a"], true],
    ["ForAllValues:StringEquals", ["a", "b"], false],
    ["ForAnyValue:StringEquals", ["b", "a"], true],
    ["ForAllValues:StringLike", ["ab"], false],
    ["StringNotEquals", ["a"], false],
    ["StringNotEquals", ["b"], true],
  ])("%s a, of a call that touches %j: %s", (operator, keys, allowed) => {
    expect(decide([leading(operator, "a")], putOf(...keys)).allowed).toBe(allowed);
  });

  test("a call without the key passes ForAllValues and IfExists only, as in AWS", () => {
    const scan: Call = { ...put, context: { "dynamodb:LeadingKeys": null } };
    expect(decide([leading("ForAllValues:StringEquals", "a")], scan).allowed).toBe(true);
    expect(decide([leading("StringEqualsIfExists", "a")], scan).allowed).toBe(true);
    expect(decide([leading("StringEquals", "a")], scan).allowed).toBe(false);
  });

  test("a condition that local mode cannot judge does not allow, and says so", () => {
    const statement = aStatement(["dynamodb:PutItem"], [table], {
      conditions: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } },
    });
    expect(decide([statement], put)).toEqual({
      allowed: false,
      reason: "the only Allow has a condition that local mode cannot judge: IpAddress aws:SourceIp",
    });
  });

  test("a Deny whose condition local mode cannot judge denies", () => {
    const deny = aStatement(["*"], ["*"], {
      effect: "Deny",
      conditions: { Bool: { "aws:MultiFactorAuthPresent": ["false"] } },
    });
    expect(decide([allowPut, deny], put).allowed).toBe(false);
  });
});
