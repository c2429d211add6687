import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";

/**
 * Runs a conditional write.
 * @returns whether it was made; false where its condition did not hold
 * @throws everything else, a conflict with another transaction included: try again
 */
export async function writeIf(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionCanceledException) {
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
      const onlyConditions = codes.every(
        (code) => code === "None" || code === "ConditionalCheckFailed",
      );
      if (onlyConditions && codes.includes("ConditionalCheckFailed")) return false;
    }
    throw error;
  }
}
