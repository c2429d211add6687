import type { Instant } from "../runtime/instant.ts";

/** Why a source counts as silent. */
export type Silence =
  | {
      readonly kind: "unread";
      /** When it was read last; null: never. */
      readonly since: Instant | null;
      /** What reading it met; null: nothing, for it is not polled any more. */
      readonly problem: string | null;
    }
  | { readonly kind: "without-news"; readonly since: Instant };

/** In words for operators, with moments as they are stored. */
export function silenceWords(silence: Silence): string {
  if (silence.kind === "without-news") return `nothing new since ${silence.since}`;
  const since = silence.since === null ? "never read" : `not read since ${silence.since}`;
  return `${since}: ${silence.problem ?? "it is not polled any more"}`;
}
