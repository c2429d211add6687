/**
 * Lambda's event filtering, which is EventBridge's pattern language.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 */
type Fields = Readonly<Record<string, unknown>>;

export class PatternError extends Error {
  override readonly name = "PatternError";
}

/** A record passes where one of the patterns holds, or where there is none. */
export function passesFilters(record: unknown, patterns: readonly unknown[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(record, pattern));
}

/** @throws PatternError for an operator that is not known here */
export function matchesPattern(record: unknown, pattern: unknown): boolean {
  if (!isFields(pattern)) throw new PatternError(`${JSON.stringify(pattern)} is no event pattern`);
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === "$or") {
      return (expected as readonly unknown[]).some((one) => matchesPattern(record, one));
    }
    const value = isFields(record) ? record[key] : undefined;
    // What is not there has no fields, which `exists` may ask for.
    if (!Array.isArray(expected)) return matchesPattern(isFields(value) ? value : {}, expected);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return expected.some((rule) => values.some((one) => holds(one, rule)));
  });
}

function holds(value: unknown, rule: unknown): boolean {
  if (!isFields(rule)) return value === rule;
  return Object.entries(rule).every(([operator, argument]) => apply(operator, value, argument));
}

function apply(operator: string, value: unknown, argument: unknown): boolean {
  switch (operator) {
    case "exists":
      return (value !== undefined && !isFields(value)) === argument;
    case "prefix":
      return typeof value === "string" && value.startsWith(String(argument));
    case "suffix":
      return typeof value === "string" && value.endsWith(String(argument));
    case "equals-ignore-case":
      return typeof value === "string" && value.toLowerCase() === String(argument).toLowerCase();
    case "anything-but": {
      if (value === undefined) return false;
      const refused: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
      return !refused.some((rule) => holds(value, rule));
    }
    case "numeric":
      return Array.isArray(argument) && isInRange(value, argument);
    default:
      throw new PatternError(`local mode does not know the filter operator "${operator}"`);
  }
}

/** DynamoDB's numbers come as text: `{"N": "3"}`, and Lambda compares them as numbers. */
function isInRange(value: unknown, comparisons: readonly unknown[]): boolean {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || Number.isNaN(number)) return false;
  for (let i = 0; i < comparisons.length; i += 2) {
    const limit = Number(comparisons[i + 1]);
    if (!compare(number, String(comparisons[i]), limit)) return false;
  }
  return true;
}

function compare(number: number, comparison: string, limit: number): boolean {
  switch (comparison) {
    case "=":
      return number === limit;
    case "<":
      return number < limit;
    case "<=":
      return number <= limit;
    case ">":
      return number > limit;
    case ">=":
      return number >= limit;
    default:
      throw new PatternError(`local mode does not know the comparison "${comparison}"`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
