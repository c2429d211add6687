import { type Answer, failure, type SiteContext } from "./answering.ts";

/** Too much was asked for from one network, or by all together; within an hour there is room again. */
export function tooMany(c: SiteContext): Answer {
  c.header("Retry-After", "3600");
  const message = "Too much was asked for from your network just now. Try again in an hour.";
  return failure(429, "Too many requests", message);
}
