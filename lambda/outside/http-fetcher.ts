import { Agent, type Dispatcher } from "undici";
import type { Clock } from "../runtime/clock.ts";
import { type Answer, isMissing, judgeAnswer, judgeFailure } from "./answer.ts";
import { readBody, unpack } from "./body.ts";
import type { Fetcher, FetchOutcome, FetchRequest } from "./fetcher.ts";
import { isPublicAddress, literalAddress, publicLookup } from "./public-address.ts";
import { type Permission, type RobotsAnswer, robotsRules } from "./robots.ts";

const maxRedirects = 5;
const maxBodyBytes = 10 * 1024 * 1024;
const robotsToken = "Readouts";

export interface HttpFetcherOptions {
  /** With a contact: press offices must be able to find whom to ask. */
  readonly userAgent: string;
  /** An HTTP proxy that takes requests in absolute form, `https:` ones too; null to go directly. */
  readonly proxyUrl: string | null;
  readonly clock: Clock;
  /** Hosts whose address and port are not looked at. For tests against servers on this machine. */
  readonly trustedHosts?: readonly string[];
  /** False for hosts that are no sites: what an API keeps is not crawled. @default true */
  readonly asksRobots?: boolean;
}

/**
 * A polite, careful fetcher: declared hosts and public addresses only, on every redirect; robots.txt;
 * one connection a host; at most 5 redirects, 10 MiB, and the request's time-out over all of it.
 */
export function httpFetcher(options: HttpFetcherOptions): Fetcher {
  const { clock, proxyUrl } = options;
  const trusted = options.trustedHosts ?? [];
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    maxResponseSize: maxBodyBytes,
    // Through a proxy, the proxy resolves names. Literal addresses never reach a lookup: see refusal.
    connect: proxyUrl === null ? { lookup: publicLookup } : {},
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
    if (trusted.includes(url.hostname)) return null;
    if (url.port !== "") return `port ${url.port} is not followed`;
    const address = literalAddress(url.hostname);
    if (address !== null && !isPublicAddress(address)) return `${address} is not a public address`;
    return null;
  }

  /** The answer at the end of the redirects, or why they were not followed. */
  async function follow(
    from: URL,
    { hosts, headers, signal, mayFetch }: Trip,
  ): Promise<Arrival | FetchOutcome> {
    let url = from;
    for (let redirects = 0; ; redirects += 1) {
      const refused = refusal(url, hosts);
      if (refused !== null) return { outcome: "refused", reason: refused };
      const forbidden = await mayFetch(url);
      if (forbidden !== null) return forbidden;
      const answer = await get(url, headers, signal);
      const next = redirectTarget(answer, url);
      if (next === null) return { outcome: "arrived", url, answer };
      if (redirects === maxRedirects) {
        return { outcome: "refused", reason: `more than ${maxRedirects} redirects` };
      }
      url = next;
    }
  }

  const robots = robotsRules({ token: robotsToken, now: () => clock.now() });

  return {
    async fetch(request) {
      if (!URL.canParse(request.url)) {
        return { outcome: "refused", reason: `${request.url} is not a URL` };
      }
      const signal = AbortSignal.timeout(request.timeoutMs);
      const { hosts } = request;
      const askRobots = async (robotsUrl: string): Promise<RobotsAnswer> => {
        const trip = { hosts, headers: {}, signal, mayFetch: async () => null };
        return robotsAnswer(await follow(new URL(robotsUrl), trip));
      };
      const mayFetch = async (url: URL) =>
        options.asksRobots === false ? null : forbid(url, await robots(url.href, askRobots));
      try {
        const trip = { hosts, headers: validators(request), signal, mayFetch };
        const end = await follow(new URL(request.url), trip);
        return end.outcome === "arrived" ? judgeAnswer(end.answer, end.url, clock) : end;
      } catch (error) {
        return judgeFailure(error, request);
      }
    },
  };
}

interface Trip {
  readonly hosts: readonly string[];
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  /** Why a URL must not be fetched, asked before every request; null where it may. */
  readonly mayFetch: (url: URL) => Promise<FetchOutcome | null>;
}

interface Arrival {
  readonly outcome: "arrived";
  /** After redirects. */
  readonly url: URL;
  readonly answer: Answer;
}

/** Redirects are followed as for any document; one that is refused counts as no robots.txt (RFC 9309 §2.3.1.2). */
function robotsAnswer(end: Arrival | FetchOutcome): RobotsAnswer {
  if (end.outcome !== "arrived") return { outcome: "none" };
  const { status, bytes } = end.answer;
  if (status >= 500 && !isMissing(end.answer)) {
    return { outcome: "unreachable", reason: `robots.txt gave HTTP ${status}` };
  }
  if (status !== 200) return { outcome: "none" };
  return { outcome: "found", text: Buffer.from(bytes).toString("utf8") };
}

function forbid(url: URL, permission: Permission): FetchOutcome | null {
  switch (permission.outcome) {
    case "allowed":
      return null;
    case "disallowed":
      return { outcome: "refused", reason: `robots.txt of ${url.host} disallows it` };
    case "unknown":
      return { outcome: "failed", reason: permission.reason, retryAfterMs: 0 };
  }
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
