import { matches } from "./policy-wildcards.ts";

type Test = (actual: string, expected: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: (actual, expected) => matches(expected, actual),
  ArnEquals: (actual, expected) => matches(expected, actual),
  ArnLike: (actual, expected) => matches(expected, actual),
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
};

/**
 * One condition of a statement.
 * @param operator with its prefix and suffix: `ForAllValues:StringEqualsIfExists`
 * @param actual the call's values of the key; null: it has none; undefined: local mode cannot tell
 * @returns "unknown" where local mode cannot judge
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(
  operator: string,
  expected: readonly string[],
  actual: readonly string[] | null | undefined,
): boolean | "unknown" {
  const [, set, bare, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (actual === undefined || bare === undefined) return "unknown";
  if (bare === "Null") return expected.includes(String(actual === null));
  const isNegated = Object.hasOwn(negations, bare);
  const test = tests[negations[bare] ?? bare];
  if (test === undefined) return "unknown";
  if (actual === null) return ifExists !== undefined || set === "ForAllValues" || isNegated;
  const one = (value: string): boolean =>
    expected.some((wanted) => test(value, wanted)) !== isNegated;
  return set === "ForAllValues" || (isNegated && set === undefined)
    ? actual.every(one)
    : actual.some(one);
}
