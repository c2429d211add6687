import * as v from "valibot";
import type { Preferences } from "../../subscriptions/preferences.ts";
import type { Instant } from "../../runtime/instant.ts";

/**
 * What the site was asked and has answered already. It is worked off behind the answer, so that neither the
 * answer nor its time tells who is known here.
 */
export type SiteRequest =
  /** An alert, by whoever typed the address. */
  | {
      readonly kind: "sign-up";
      readonly address: string;
      readonly query: string;
      readonly preferences: Preferences | null;
      /** Where it came from: an IP address, or `cli`. */
      readonly from: string;
      readonly requestedAt: Instant;
    }
  /** A link to manage, by whoever typed the address. */
  | { readonly kind: "manage-link"; readonly address: string }
  /** An ended alert anew, by who holds a link to manage. */
  | {
      readonly kind: "restart";
      readonly subscriberId: string;
      readonly subscriptionId: string;
      readonly from: string;
      readonly requestedAt: Instant;
    }
  /** A mail as the alert would send it, by who holds a link to manage. */
  | {
      readonly kind: "test";
      readonly subscriberId: string;
      readonly subscriptionId: string;
      readonly requestedAt: Instant;
    }
  /** A notice that a webhook was switched off, by who posts to it. */
  | {
      readonly kind: "webhook-disabled";
      readonly subscriberId: string;
      readonly subscriptionId: string;
      readonly requestedAt: Instant;
    };

/** Where the site puts its requests. */
export interface RequestQueue {
  /** @param delaySeconds none is seen before; at most 900 */
  send(requests: readonly SiteRequest[], delaySeconds?: number): Promise<void>;
}

const text = v.string();
const ids = { subscriberId: text, subscriptionId: text, requestedAt: text };
const schema = v.variant("kind", [
  v.object({
    kind: v.literal("sign-up"),
    address: text,
    query: text,
    // Read when it was asked.
    preferences: v.nullable(v.looseObject({})),
    from: text,
    requestedAt: text,
  }),
  v.object({ kind: v.literal("manage-link"), address: text }),
  v.object({ kind: v.literal("restart"), from: text, ...ids }),
  v.object({ kind: v.literal("test"), ...ids }),
  v.object({ kind: v.literal("webhook-disabled"), ...ids }),
]);

/** @throws Error naming the field that is wrong: the message goes to the dead-letter queue */
export function readSiteRequest(body: string): SiteRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new Error("not a request of the site: it is not JSON", { cause: error });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output as SiteRequest; // preferences as the site has read them
  const [issue] = result.issues;
  throw new Error(`not a request of the site: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
