import { conditionHolds } from "./policy-conditions.ts";
import { matches } from "./policy-wildcards.ts";
import type { Statement } from "./template/stack.ts";

/** One call, as IAM sees it. */
export interface Call {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /**
   * Condition keys (`dynamodb:LeadingKeys`) and their values; null: in AWS this call has no such
   * key; not there: local mode cannot tell.
   */
  readonly context: Readonly<Record<string, readonly string[] | null>>;
}

export interface Decision {
  readonly allowed: boolean;
  /** A sentence for the log: what allowed it, what denied it, or what was missing. */
  readonly reason: string;
}

/**
 * Whether a role may make a call: a Deny that applies wins, else one Allow must apply.
 * A condition that local mode cannot judge makes an Allow not apply and a Deny apply: it errs on the
 * side that shows.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(statements: readonly Statement[], call: Call): Decision {
  const doubts: string[] = [];
  let allowedBy: Statement | null = null;
  for (const statement of statements) {
    if (!covers(statement, call)) continue;
    const { holds, unknown } = conditionsOf(statement, call);
    doubts.push(...unknown);
    if (statement.effect === "Deny" && (holds || unknown.length > 0)) {
      return { allowed: false, reason: `a Deny${named(statement)} applies${doubtText(unknown)}` };
    }
    if (statement.effect === "Allow" && holds && unknown.length === 0) allowedBy ??= statement;
  }
  if (allowedBy !== null) return { allowed: true, reason: `allowed${named(allowedBy)}` };
  const reason = doubts.length > 0 ? "the only Allow has a condition" : "no statement allows it";
  return { allowed: false, reason: `${reason}${doubtText(doubts)}` };
}

function covers(statement: Statement, { action, resource }: Call): boolean {
  const hasAction =
    statement.actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) ||
    (statement.notActions.length > 0 &&
      !statement.notActions.some((pattern) =>
        matches(pattern.toLowerCase(), action.toLowerCase()),
      ));
  const hasResource =
    statement.resources.some((pattern) => matches(pattern, resource)) ||
    (statement.notResources.length > 0 &&
      !statement.notResources.some((pattern) => matches(pattern, resource)));
  return hasAction && hasResource;
}

function conditionsOf(
  statement: Statement,
  call: Call,
): { holds: boolean; unknown: readonly string[] } {
  const unknown: string[] = [];
  let holds = true;
  for (const [operator, keys] of Object.entries(statement.conditions)) {
    for (const [key, expected] of Object.entries(keys)) {
      const result = conditionHolds(operator, expected, call.context[key]);
      if (result === "unknown") unknown.push(`${operator} ${key}`);
      else holds &&= result;
    }
  }
  return { holds, unknown };
}

function named(statement: Statement): string {
  return statement.sid === null ? "" : ` by statement ${statement.sid}`;
}

function doubtText(unknown: readonly string[]): string {
  return unknown.length === 0 ? "" : ` that local mode cannot judge: ${unknown.join(", ")}`;
}
