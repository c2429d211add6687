import type { Looked } from "./verify.ts";

/** How often each value occurs among readouts that a query found, the commonest first. */
export interface Facets {
  /** Of how many readouts these are the counts. */
  readonly counted: number;
  /** Whether that is all that there are; else the first in the order of the list. */
  readonly isAll: boolean;
  readonly sources: readonly FacetValue[];
  readonly countries: readonly FacetValue[];
  readonly speakers: readonly FacetValue[];
  /** `2026-03`, the newest first. */
  readonly months: readonly FacetValue[];
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

const valuesShown = 12;

export class FacetCounter {
  readonly #sources = new Map<string, number>();
  readonly #countries = new Map<string, number>();
  readonly #speakers = new Map<string, number>();
  readonly #months = new Map<string, number>();
  #counted = 0;

  get counted(): number {
    return this.#counted;
  }

  add({ head, revision }: Pick<Looked<unknown>, "head" | "revision">): void {
    this.#counted += 1;
    count(this.#sources, [head.sourceId]);
    count(this.#countries, head.countries);
    count(
      this.#speakers,
      revision.content.turns.map(({ speaker }) => speaker),
    );
    count(this.#months, [head.publishedAt.at.slice(0, 7)]);
  }

  facets(isAll: boolean): Facets {
    const months = [...this.#months].map(([value, its]) => ({ value, count: its }));
    return {
      counted: this.#counted,
      isAll,
      sources: commonest(this.#sources),
      countries: commonest(this.#countries),
      speakers: commonest(this.#speakers),
      months: months.toSorted((a, b) => (a.value < b.value ? 1 : -1)),
    };
  }
}

/** Each value once a readout. */
function count(counts: Map<string, number>, values: readonly string[]): void {
  for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
}

function commonest(counts: ReadonlyMap<string, number>): readonly FacetValue[] {
  return [...counts]
    .map(([value, its]) => ({ value, count: its }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, valuesShown);
}
