/** How the gateway and the topics reach the functions; the runtime of the functions provides it. */

/** `RequestResponse` waits for the answer; `Event` ends when the event was handled or given up. */
export type InvocationKind = "RequestResponse" | "Event";

export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: FunctionError };

/** As Lambda tells it to the caller. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/**
 * Runs a function.
 * `Event` retries as the function's `asyncInvoke` says and ends in its dead-letter queue: when the
 * promise fulfils, the event needs no further care.
 * @param functionId the function's logical id
 */
export type Invoke = (
  functionId: string,
  event: unknown,
  kind: InvocationKind,
) => Promise<InvocationResult>;
