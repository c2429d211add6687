import type { InvocationResult } from "../invocation.ts";

export type BatchOutcome =
  | { readonly outcome: "done" }
  | { readonly outcome: "failed"; readonly reason: string }
  /** Identifiers as the function reported them; all of them belong to the batch. */
  | { readonly outcome: "partly"; readonly failed: readonly string[] };

/**
 * What a function said of its batch.
 * @param known the identifiers of the batch: one that is not among them fails the whole batch
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readBatchOutcome(
  result: InvocationResult,
  reportsFailures: boolean,
  known: ReadonlySet<string>,
): BatchOutcome {
  if (!result.ok) {
    return { outcome: "failed", reason: `${result.error.errorType}: ${result.error.errorMessage}` };
  }
  if (!reportsFailures) return { outcome: "done" };
  const failures = (result.payload as { batchItemFailures?: unknown } | null)?.batchItemFailures;
  if (failures === undefined || failures === null) return { outcome: "done" };
  const failed = Array.isArray(failures)
    ? failures.map((one: { itemIdentifier?: unknown } | null) => one?.itemIdentifier)
    : [null];
  const stranger = failed.find((id) => typeof id !== "string" || !known.has(id));
  if (stranger !== undefined) {
    return {
      outcome: "failed",
      reason: `batchItemFailures names ${JSON.stringify(stranger)}, which is not in the batch`,
    };
  }
  return failed.length === 0
    ? { outcome: "done" }
    : { outcome: "partly", failed: failed.map(String) };
}
