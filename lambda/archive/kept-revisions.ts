import type { Revision } from "../readouts/revision.ts";
import type { WantedRevision } from "./find-together.ts";

/** Some thousand readouts of usual length: as texts, some 10 MB, and where they are kept as prepared, too, some 40. */
const maxChars = 5_000_000;

/** Revisions that were read last, for who looks at the same ones again: what is archived never changes. */
export interface KeptRevisions {
  get(wanted: WantedRevision): Revision | null;
  keep(revision: Revision): void;
}

/** @param most characters of their texts that are kept at most */
export function keptRevisions(most = maxChars): KeptRevisions {
  /** A map gives its keys in the order in which they were put in: the first was not asked for the longest. */
  const kept = new Map<string, { readonly revision: Revision; readonly chars: number }>();
  let size = 0;

  function drop(key: string): void {
    size -= kept.get(key)?.chars ?? 0;
    kept.delete(key);
  }

  function keep(revision: Revision): void {
    const key = keyOf(revision);
    const chars = kept.get(key)?.chars ?? charsOf(revision);
    drop(key);
    kept.set(key, { revision, chars });
    size += chars;
    for (const oldest of kept.keys()) {
      if (size <= most) return;
      drop(oldest);
    }
  }

  return {
    keep,
    get(wanted) {
      const { revision } = kept.get(keyOf(wanted)) ?? { revision: null };
      if (revision !== null) keep(revision);
      return revision;
    },
  };
}

const keyOf = ({ readoutId, revision }: WantedRevision): string => `${readoutId}#${revision}`;

const charsOf = ({ content }: Revision): number =>
  content.blocks.reduce((sum, { text }) => sum + text.length, content.title.length + 1000);
