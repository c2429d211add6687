import { parseQuery } from "../../query/parsing/parse-query.ts";
import type { QueryError } from "../../query/parsing/query-error.ts";
import { type AddressPolicy, refusalOf } from "../../subscriptions/address-policy.ts";
import { readAddress } from "../../subscriptions/address.ts";
import type { Preferences } from "../../subscriptions/preferences.ts";
import { type LimitDeps, mayAsk } from "./request-limits.ts";
import type { RequestQueue } from "./site-request.ts";

export interface RequestDeps extends LimitDeps {
  readonly requestQueue: RequestQueue;
  readonly addressPolicy: AddressPolicy;
}

export interface SubscribeRequest {
  readonly address: string;
  readonly query: string;
  /** How it is wanted; null: as most want it. */
  readonly preferences: Preferences | null;
  /** Where it came from: an IP address, or `cli`. */
  readonly from: string;
}

export type SubscribeOutcome =
  | { readonly outcome: "invalid-address"; readonly message: string }
  | { readonly outcome: "invalid-query"; readonly error: QueryError }
  /** Too much was asked for from there, or by all together. */
  | { readonly outcome: "too-many" }
  /** Whether the address is known, suppressed, or mailed enough is nobody's business. */
  | { readonly outcome: "accepted" };

/**
 * Takes the wish for a subscription. Nothing is looked up that the address could change, so that neither
 * the answer nor its time tells who is known; what follows is worked off behind it.
 */
export async function requestSubscription(
  request: SubscribeRequest,
  deps: RequestDeps,
): Promise<SubscribeOutcome> {
  const read = readAddress(request.address);
  if (!read.ok) return { outcome: "invalid-address", message: read.message };
  const refusal = refusalOf(read.address, deps.addressPolicy);
  if (refusal !== null) return { outcome: "invalid-address", message: refusal };
  const parsed = parseQuery(request.query);
  if (!parsed.ok) return { outcome: "invalid-query", error: parsed.error };
  const { query, preferences, from } = request;
  if (!(await mayAsk(from, deps))) return { outcome: "too-many" };
  const requestedAt = deps.clock.now();
  const { address } = read;
  await deps.requestQueue.send([
    { kind: "sign-up", address, query: query.trim(), preferences, from, requestedAt },
  ]);
  return { outcome: "accepted" };
}

export type LinkRequestOutcome = Exclude<SubscribeOutcome, { outcome: "invalid-query" }>;

/** Takes the wish for a link to manage one's alerts; mailed where there are any. */
export async function requestManageLink(
  { address, from }: Pick<SubscribeRequest, "address" | "from">,
  deps: RequestDeps,
): Promise<LinkRequestOutcome> {
  const read = readAddress(address);
  if (!read.ok) return { outcome: "invalid-address", message: read.message };
  if (!(await mayAsk(from, deps))) return { outcome: "too-many" };
  await deps.requestQueue.send([{ kind: "manage-link", address: read.address }]);
  return { outcome: "accepted" };
}
