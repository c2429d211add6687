import type { LocalClock } from "../clock.ts";
import type { InvocationResult } from "../invocation.ts";
import type { LocalFunction } from "../template/stack.ts";

/** Puts a text into the queue with this ARN, as the function itself would. */
export type SendFailure = (functionId: string, queueArn: string, body: string) => Promise<void>;

type InvokeOnce = (functionId: string, event: unknown) => Promise<InvocationResult>;

/** What Lambda waits before the first and the second retry. */
const retryDelaysMs = [60_000, 120_000];

/** Events handed over without waiting for an answer: tried again, and kept when given up. */
export class AsyncInvocations {
  readonly #once: InvokeOnce;
  readonly #clock: LocalClock;
  readonly #sendFailure: SendFailure;
  #waiting = 0;

  constructor(once: InvokeOnce, clock: LocalClock, sendFailure: SendFailure) {
    this.#once = once;
    this.#clock = clock;
    this.#sendFailure = sendFailure;
  }

  get waiting(): number {
    return this.#waiting;
  }

  async invoke(definition: LocalFunction, event: unknown): Promise<InvocationResult> {
    const { retries, maxAgeSeconds, deadLetterArn, onFailureArn } = definition.asyncInvoke;
    const startedAtMs = this.#clock.ms();
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#once(definition.logicalId, event);
      if (result.ok) return result;
      const delayMs = retryDelaysMs[attempt - 1] ?? 120_000;
      const ageMs = this.#clock.ms() + delayMs - startedAtMs;
      if (attempt <= retries && ageMs <= maxAgeSeconds * 1000) {
        await this.#wait(delayMs);
        continue;
      }
      if (deadLetterArn !== null) {
        await this.#sendFailure(definition.logicalId, deadLetterArn, JSON.stringify(event));
      }
      if (onFailureArn !== null) {
        const record = failureRecord(definition, event, result, attempt, this.#clock.now());
        await this.#sendFailure(definition.logicalId, onFailureArn, JSON.stringify(record));
      }
      return result;
    }
  }

  async #wait(delayMs: number): Promise<void> {
    this.#waiting += 1;
    await new Promise<void>((resolve) => {
      this.#clock.after(delayMs, resolve);
    });
    this.#waiting -= 1;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failureRecord(
  definition: LocalFunction,
  event: unknown,
  result: InvocationResult & { ok: false },
  attempts: number,
  now: string,
): unknown {
  return {
    version: "1.0",
    timestamp: now,
    requestContext: {
      functionArn: `${definition.arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: result.error,
  };
}
