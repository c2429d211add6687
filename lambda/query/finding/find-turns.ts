import type { PreparedDocument } from "./document.ts";
import { findInText } from "./find-text.ts";
import type { Occurrence } from "./occurrences.ts";
import { mergeOccurrences } from "./postings.ts";
import type { Query, SpeakerClause, TurnClause } from "../query.ts";

/** Turns, and what in them is the reason. */
export interface FoundTurns {
  readonly turns: ReadonlySet<number>;
  readonly occurrences: readonly Occurrence[];
}

/** The turns of which all clauses hold, with what was found in those turns only. */
export function findTurns(
  leaf: TurnClause | SpeakerClause,
  document: PreparedDocument,
): FoundTurns {
  const found = ofClause(leaf, document);
  const isInThem = ({ place }: Occurrence) =>
    document.turnsOf(place).some((turn) => found.turns.has(turn));
  return { ...found, occurrences: found.occurrences.filter(isInThem) };
}

function ofClause(query: Query, document: PreparedDocument): FoundTurns {
  switch (query.kind) {
    case "speaker":
      return ofSpeakers(query, document);
    case "in": {
      const { occurrences } = findInText(query.clause, document.inField(query.field));
      const turns = new Set(occurrences.flatMap(({ place }) => document.turnsOf(place)));
      return { turns, occurrences };
    }
    case "and":
    case "turn":
      return ofSome(query.clauses, query.clauses.length, document);
    case "or":
      return ofSome(query.clauses, 1, document);
    case "atleast":
      return ofSome(query.clauses, query.count, document);
    // A turn clause is made of the others only.
    case "not":
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "fact":
      return { turns: new Set(), occurrences: [] };
  }
}

function ofSpeakers({ clause }: SpeakerClause, document: PreparedDocument): FoundTurns {
  const names = findInText(clause, document.speakers);
  const turns = new Set(
    names.occurrences.map(({ place }) => place).filter((place) => typeof place === "number"),
  );
  const labels = [...turns].map((turn) => document.labelOf(turn));
  return { turns, occurrences: labels.filter((label) => label !== null) };
}

function ofSome(clauses: readonly Query[], count: number, document: PreparedDocument): FoundTurns {
  const found = clauses.map((clause) => ofClause(clause, document));
  const counts = new Map<number, number>();
  for (const { turns } of found) {
    for (const turn of turns) counts.set(turn, (counts.get(turn) ?? 0) + 1);
  }
  const turns = [...counts].filter(([, held]) => held >= count).map(([turn]) => turn);
  return {
    turns: new Set(turns),
    occurrences: mergeOccurrences(found.map(({ occurrences }) => occurrences)),
  };
}
