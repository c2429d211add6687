import { Agent, type Dispatcher } from "undici";
import type { Clock } from "../runtime/clock.ts";
import { recogniseBlock } from "./block-pages.ts";
import { readBody, TooLargeError, unpack } from "./body.ts";
import type { Fetcher, FetchOutcome, FetchRequest } from "./fetcher.ts";
import {
  isPublicAddress,
  literalAddress,
  PrivateAddressError,
  publicLookup,
} from "./public-address.ts";
import { retryAfterMs } from "./retry-after.ts";
import { robotsRules, type RobotsAnswer } from "./robots.ts";

const maxRedirects = 5;
const maxBodyBytes = 10 * 1024 * 1024;
const robotsToken = "Readouts";

export interface HttpFetcherOptions {
  /** With a contact: press offices must be able to find whom to ask. */
  readonly userAgent: string;
  /** An HTTP proxy that takes requests in absolute form, `https:` ones too; null to go directly. */
  readonly proxyUrl: string | null;
  readonly clock: Clock;
  /** Loopback and private addresses, and any port. For tests against servers on this machine. */
  readonly allowPrivate?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/**
 * A polite, careful fetcher: declared hosts and public addresses only, on every redirect; robots.txt;
 * one connection a host; at most 5 redirects, 10 MiB, and the request's time-out over all of it.
 */
export function httpFetcher(options: HttpFetcherOptions): Fetcher {
  const { clock, proxyUrl } = options;
  const checksAddresses = proxyUrl === null && options.allowPrivate !== true;
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    maxResponseSize: maxBodyBytes,
    connect: checksAddresses ? { lookup: publicLookup } : {},
  });

  async function get(
    url: URL,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const target: Dispatcher.RequestOptions =
      proxyUrl === null
        ? { origin: url.origin, path: url.pathname + url.search, method: "GET" }
        : { origin: proxyUrl, path: url.href, method: "GET" };
    const response = await agent.request({
      ...target,
      signal,
      headers: {
        ...headers,
        host: url.host,
        "user-agent": options.userAgent,
        "accept-encoding": "gzip, deflate, br",
      },
    });
    const received = flatten(response.headers);
    const packed = await readBody(response.body, maxBodyBytes);
    const bytes = await unpack(packed, received["content-encoding"], maxBodyBytes);
    return { status: response.statusCode, headers: received, bytes };
  }

  /** Why this URL must not be asked for, or null. */
  function refusal(url: URL, hosts: readonly string[]): string | null {
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      return `${url.protocol} links are not followed`;
    }
    if (!hosts.includes(url.hostname)) {
      return `${url.hostname} is not among the source's hosts (${hosts.join(", ")})`;
    }
    if (options.allowPrivate === true) return null;
    if (url.port !== "") return `port ${url.port} is not followed`;
    const address = literalAddress(url.hostname);
    if (address !== null && !isPublicAddress(address)) return `${address} is not a public address`;
    return null;
  }

  const mayFetch = robotsRules({
    token: robotsToken,
    now: () => clock.now(),
    ask: async (robotsUrl): Promise<RobotsAnswer> => {
      try {
        const answer = await get(new URL(robotsUrl), {}, AbortSignal.timeout(30_000));
        if (answer.status >= 500) {
          return { outcome: "unreachable", reason: `robots.txt gave HTTP ${answer.status}` };
        }
        // A redirect is not followed: to another host it would speak for that one.
        if (answer.status !== 200) return { outcome: "none" };
        return { outcome: "found", text: Buffer.from(answer.bytes).toString("utf8") };
      } catch (error) {
        if (privateAddress(error) !== null || error instanceof TooLargeError) {
          return { outcome: "none" };
        }
        return { outcome: "unreachable", reason: `robots.txt: ${describe(error)}` };
      }
    },
  });

  return {
    async fetch(request) {
      const signal = AbortSignal.timeout(request.timeoutMs);
      let url: URL;
      try {
        url = new URL(request.url);
      } catch {
        return { outcome: "refused", reason: `${request.url} is not a URL` };
      }
      try {
        for (let redirects = 0; ; redirects += 1) {
          const refused = refusal(url, request.hosts);
          if (refused !== null) return { outcome: "refused", reason: refused };
          const permission = await mayFetch(url.href);
          if (permission.outcome === "disallowed") {
            return { outcome: "refused", reason: `robots.txt of ${url.host} disallows it` };
          }
          if (permission.outcome === "unknown") {
            return { outcome: "failed", reason: permission.reason, retryAfterMs: 0 };
          }
          const answer = await get(url, validators(request), signal);
          const next = redirectTarget(answer, url);
          if (next === null) return judge(answer, url, clock);
          if (redirects === maxRedirects) {
            return { outcome: "refused", reason: `more than ${maxRedirects} redirects` };
          }
          url = next;
        }
      } catch (error) {
        return failure(error, request);
      }
    },
  };
}

function validators(request: FetchRequest): Record<string, string> {
  return {
    ...(request.etag === null ? {} : { "if-none-match": request.etag }),
    ...(request.lastModified === null ? {} : { "if-modified-since": request.lastModified }),
  };
}

/** Where a redirect leads; null where the answer is none, or names no place that can be read. */
function redirectTarget(answer: Answer, from: URL): URL | null {
  const location = answer.headers["location"];
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return null;
  return URL.canParse(location, from.href) ? new URL(location, from) : null;
}

function judge(answer: Answer, url: URL, clock: Clock): FetchOutcome {
  const { status, headers, bytes } = answer;
  if (status === 504 && headers["readouts-recording"] === "miss") {
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

function failure(error: unknown, request: FetchRequest): FetchOutcome {
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

/** Names in lower case; of a repeated header the values joined (RFC 9110 §5.3). */
function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
