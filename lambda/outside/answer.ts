import type { Clock } from "../runtime/clock.ts";
import { recogniseBlock } from "./block-pages.ts";
import { TooLargeError } from "./body.ts";
import type { FetchOutcome, FetchRequest } from "./fetcher.ts";
import { PrivateAddressError } from "./public-address.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What a server sent, unpacked; the headers' names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** A recording that is played says so of what it does not hold. */
export function isMissing({ status, headers }: Answer): boolean {
  return status === 504 && headers["readouts-recording"] === "miss";
}

/** What an answer means to the one who asked. `url` is the one that gave it, after redirects. */
export function judgeAnswer(answer: Answer, url: URL, clock: Clock): FetchOutcome {
  const { status, headers, bytes } = answer;
  if (isMissing(answer)) {
    return { outcome: "refused", reason: "not in the recording" };
  }
  if (status === 304) return { outcome: "not-modified" };
  if (status === 404 || status === 410) return { outcome: "gone", status };
  const block = recogniseBlock(answer);
  if (block !== null) return { outcome: "blocked", reason: block };
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    return {
      outcome: "failed",
      reason: `HTTP ${status}`,
      retryAfterMs: retryAfterMs(headers["retry-after"], clock.now()),
    };
  }
  if (status !== 200 && status !== 203) return { outcome: "refused", reason: `HTTP ${status}` };
  return { outcome: "fetched", url: url.href, status, headers, bytes };
}

/** What an exception on the way means: refused where it will happen again, failed where it may not. */
export function judgeFailure(error: unknown, request: FetchRequest): FetchOutcome {
  const inside = privateAddress(error);
  if (inside !== null) return { outcome: "refused", reason: inside.message };
  if (error instanceof TooLargeError || hasCode(error, "UND_ERR_RES_EXCEEDED_MAX_SIZE")) {
    return {
      outcome: "refused",
      reason: error instanceof TooLargeError ? error.message : "larger than 10 MiB",
    };
  }
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return {
      outcome: "failed",
      reason: `no answer within ${request.timeoutMs} ms`,
      retryAfterMs: 0,
    };
  }
  return { outcome: "failed", reason: describe(error), retryAfterMs: 0 };
}

function privateAddress(error: unknown): PrivateAddressError | null {
  if (error instanceof PrivateAddressError) return error;
  if (error instanceof Error && error.cause !== undefined) return privateAddress(error.cause);
  return null;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
