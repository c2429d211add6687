import { Agent } from "undici";
import type { Clock } from "../runtime/clock.ts";
import { PrivateAddressError, publicLookup } from "./public-address.ts";
import { retryAfterMs } from "./retry-after.ts";
import { type AddressRules, webhookAddressProblem } from "./webhook-address.ts";

/** Over all: name, connection, answer's head. */
export const webhookTimeoutMs = 15_000;
/** An answer's body says nothing to us; so much of it is read, to keep the connection, and no more. */
const maxBodyBytes = 16 * 1024;

/** How one post ended. */
export type PostOutcome =
  /** 2xx. */
  | { readonly outcome: "taken"; readonly status: number }
  /** 410: the receiver wants no more, ever. */
  | { readonly outcome: "gone" }
  /** May work later. `retryAfterMs` is 0 where the receiver named no time. */
  | { readonly outcome: "failed"; readonly reason: string; readonly retryAfterMs: number };

/** The one way to subscribers' receivers. Never throws for what a server or network does. */
export interface WebhookSender {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<PostOutcome>;
}

export interface WebhookSenderOptions extends AddressRules {
  readonly userAgent: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/**
 * Posts to addresses that strangers chose: public ones only, looked at after the name's resolution and on the
 * very connection that is used; redirects are not followed; what is answered is not read but for its head.
 */
export function webhookSender(options: WebhookSenderOptions): WebhookSender {
  const { clock, userAgent, timeoutMs } = options;
  const strict = new Agent({ connect: { lookup: publicLookup }, ...idle });
  // Reached only where webhookAddressProblem has let http to this machine pass.
  const loopback = new Agent({ ...idle });

  return {
    async post(url, headers, body) {
      const problem = webhookAddressProblem(url, options);
      if (problem !== null) return { outcome: "failed", reason: problem, retryAfterMs: 0 };
      const { origin, pathname, search, protocol } = new URL(url);
      const agent = protocol === "http:" ? loopback : strict;
      try {
        const response = await agent.request({
          origin,
          path: pathname + search,
          method: "POST",
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            ...headers,
            "content-type": "application/json",
            "user-agent": userAgent,
          },
          body,
        });
        await response.body.dump({ limit: maxBodyBytes }).catch(() => {
          // The head has come, and it alone counts.
        });
        const wait = response.headers["retry-after"];
        return judge(response.statusCode, retryAfterMs([wait].flat()[0], clock.now()));
      } catch (error) {
        return { outcome: "failed", reason: reasonOf(error, timeoutMs), retryAfterMs: 0 };
      }
    },
  };
}

/** A function may sleep between two events; connections that a sleeper holds are dead when it wakes. */
const idle = { keepAliveTimeout: 4_000, keepAliveMaxTimeout: 10_000 };

function judge(status: number, waitMs: number): PostOutcome {
  if (status >= 200 && status < 300) return { outcome: "taken", status };
  if (status === 410) return { outcome: "gone" };
  const isTold = status === 429 || status === 503;
  const reason =
    status >= 300 && status < 400 ? `HTTP ${status}: redirects are not followed` : `HTTP ${status}`;
  return { outcome: "failed", reason, retryAfterMs: isTold ? waitMs : 0 };
}

/** In words for the subscriber: nothing of ours, and nothing of what lies at a private address. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof PrivateAddressError)
    return "its name leads to an address that is not public";
  const { name = "", code = "" } = error as { readonly name?: string; readonly code?: string };
  if (name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  if (code === "ENOTFOUND") return "its name is not known";
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return `its certificate: ${code}`;
  return code === "" ? "the connection failed" : `the connection failed: ${code}`;
}
