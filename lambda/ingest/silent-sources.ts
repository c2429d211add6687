import type { SourceState } from "../archive/sources-table.ts";
import { msBetween, type Instant } from "../runtime/instant.ts";
import { type Silence, silenceWords } from "../sources/silence.ts";
import type { Source } from "../sources/source.ts";

/** A source that says nothing, and since when. */
export interface SilentSource {
  readonly sourceId: string;
  readonly silence: Silence;
  /** The same in words. */
  readonly reason: string;
}

const hourMs = 60 * 60 * 1000;
const unreadAfterMs = 6 * hourMs;
/** Press offices rest over holidays, not for a month. */
const withoutNewsAfterMs = 30 * 24 * hourMs;

/**
 * Sources that could not be read for six hours, or read and had nothing new for thirty days.
 * @param stateOf null where a source was never polled: it may have just been added
 */
export function findSilentSources(
  sources: readonly Source[],
  stateOf: (sourceId: string) => SourceState | null,
  now: Instant,
): readonly SilentSource[] {
  return sources.flatMap((source): SilentSource[] => {
    const state = stateOf(source.id);
    const silence = state === null ? null : silenceOf(state, now);
    return silence === null
      ? []
      : [{ sourceId: source.id, silence, reason: silenceWords(silence) }];
  });
}

function silenceOf(
  { lastSuccessAt, lastNewEntryAt, lastProblem }: SourceState,
  now: Instant,
): Silence | null {
  if (lastSuccessAt === null || msBetween(lastSuccessAt, now) > unreadAfterMs) {
    return { kind: "unread", since: lastSuccessAt, problem: lastProblem };
  }
  return lastNewEntryAt !== null && msBetween(lastNewEntryAt, now) > withoutNewsAfterMs
    ? { kind: "without-news", since: lastNewEntryAt }
    : null;
}
