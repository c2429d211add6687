import robotsParserModule from "robots-parser";
import { msBetween, type Instant } from "../runtime/instant.ts";

/** The package is CommonJS and exports the function itself; its types speak of a default export. */
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

/** How long a robots.txt is believed (RFC 9309 §2.4: at most 24 hours). */
const believedMs = 24 * 60 * 60 * 1000;

/** What asking for a robots.txt gave. `unreachable` covers server errors and the network. */
export type RobotsAnswer =
  | { readonly outcome: "found"; readonly text: string }
  | { readonly outcome: "none" }
  | { readonly outcome: "unreachable"; readonly reason: string };

export type Permission =
  | { readonly outcome: "allowed" }
  | { readonly outcome: "disallowed" }
  | { readonly outcome: "unknown"; readonly reason: string };

/**
 * Answers whether a URL may be fetched, asking each origin for its robots.txt once a day.
 * No robots.txt (4xx) allows everything; one that cannot be reached allows nothing for now.
 * @see RFC 9309 §2.3.1
 */
export function robotsRules(options: {
  /** The name that a robots.txt may address us by. */
  readonly token: string;
  readonly now: () => Instant;
}): (url: string, ask: (robotsUrl: string) => Promise<RobotsAnswer>) => Promise<Permission> {
  const known = new Map<string, { readonly at: Instant; readonly text: string }>();

  return async (url, ask) => {
    const robotsUrl = new URL("/robots.txt", url).href;
    let rules = known.get(robotsUrl);
    if (rules === undefined || msBetween(rules.at, options.now()) > believedMs) {
      const answer = await ask(robotsUrl);
      if (answer.outcome === "unreachable") return { outcome: "unknown", reason: answer.reason };
      rules = { at: options.now(), text: answer.outcome === "found" ? answer.text : "" };
      known.set(robotsUrl, rules);
    }
    const allowed = robotsParser(robotsUrl, rules.text).isAllowed(url, options.token) ?? true;
    return { outcome: allowed ? "allowed" : "disallowed" };
  };
}
