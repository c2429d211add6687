/** One of those who are waited for. */
export interface Member<T, R> {
  /** Gives what it has, once; ends when all others have given or left. */
  give(item: T): Promise<R>;
  /** Has nothing to give, or has given; a second time changes nothing. */
  leave(): void;
}

interface Given<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Things of several that run at once, handled together when the last of them has given its own or left. */
export class Gathering<T, R> {
  #outstanding: number;
  readonly #given: Given<T, R>[] = [];
  readonly #handle: (items: readonly T[]) => Promise<(item: T) => R>;

  /** @param size how many will join */
  constructor(size: number, handle: (items: readonly T[]) => Promise<(item: T) => R>) {
    this.#outstanding = size;
    this.#handle = handle;
  }

  join(): Member<T, R> {
    let isCounted = true;
    const count = (): void => {
      if (!isCounted) return;
      isCounted = false;
      this.#outstanding -= 1;
      if (this.#outstanding === 0) this.#settle();
    };
    return {
      give: async (item) =>
        await new Promise<R>((resolve, reject) => {
          this.#given.push({ item, resolve, reject });
          count();
        }),
      leave: count,
    };
  }

  #settle(): void {
    const given = this.#given.splice(0);
    if (given.length === 0) return;
    void this.#answer(given);
  }

  async #answer(given: readonly Given<T, R>[]): Promise<void> {
    try {
      const answerTo = await this.#handle(given.map(({ item }) => item));
      for (const { item, resolve } of given) resolve(answerTo(item));
    } catch (error) {
      for (const { reject } of given) reject(error);
    }
  }
}
