import { types } from "node:util";
import type { Where } from "./connection.ts";
import { UserError } from "./user-error.ts";

/**
 * What a failed call means for the one at the keyboard, with the next step.
 * @returns a UserError; the error itself where it says enough
 */
export function explain(error: unknown, { stack }: Where): unknown {
  if (!types.isNativeError(error) || error instanceof UserError) return error;
  const said = `${error.name} ${error.message} ${codesOf(error)}`;
  if (stack === null) {
    return /ECONNREFUSED|ECONNRESET|fetch failed/.test(said)
      ? new UserError("The local service does not answer: start it with npm start.")
      : error;
  }
  const found = awsAdvice.find(([sign]) => sign.test(said));
  return found === undefined ? error : new UserError(found[1](stack));
}

const awsAdvice: readonly (readonly [RegExp, (stack: string) => string])[] = [
  [
    /Could not load credentials|CredentialsProviderError/,
    () => "There are no AWS credentials: run aws configure, or set AWS_PROFILE.",
  ],
  [/Region is missing/, () => "No AWS region is set: set AWS_REGION to the stack's."],
  [
    /ExpiredToken|token.*expired/i,
    () => "Your AWS session has expired: sign in again (aws sso login).",
  ],
  [
    /Stack.*does not exist/,
    (stack) =>
      `There is no stack ${stack} in this account and region: see aws cloudformation list-stacks.`,
  ],
];

/** The codes of an error and of what caused it; a refused connection hides in them. */
function codesOf(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [code, ...inner.map((one) => (types.isNativeError(one) ? codesOf(one) : ""))].join(" ");
}
