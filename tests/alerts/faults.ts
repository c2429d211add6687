/** A fault of one call to the outside, counted from the beginning of a run. */
export interface Fault {
  readonly call: number;
  /** `error`: this call fails; `crash`: the process dies with it, and makes no further call. */
  readonly how: "error" | "crash";
  /** Whether it had its effect before it failed. */
  readonly when: "before" | "after";
}

export class InjectedError extends Error {
  override readonly name = "InjectedError";
}

/** Counts calls to the outside, and makes some of them fail. */
export class Faults {
  calls = 0;
  readonly #plan: ReadonlyMap<number, Fault>;
  #isDead = false;

  constructor(plan: readonly Fault[] = []) {
    this.#plan = new Map(plan.map((fault) => [fault.call, fault]));
  }

  /** A new process after a crash. */
  start(): void {
    this.#isDead = false;
  }

  /** The same thing, whose every call goes through here. */
  guard<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (its, name, receiver) => {
        const value: unknown = Reflect.get(its, name, receiver);
        if (typeof value !== "function") return value;
        return async (...given: unknown[]) =>
          await this.#pass(async () => (await Reflect.apply(value, its, given)) as unknown);
      },
    });
  }

  async #pass(call: () => Promise<unknown>): Promise<unknown> {
    if (this.#isDead) throw new InjectedError("the process is dead");
    this.calls += 1;
    const number = this.calls;
    const fault = this.#plan.get(number);
    if (fault === undefined) return await call();
    this.#isDead = fault.how === "crash";
    if (fault.when === "after") await call();
    throw new InjectedError(`call ${number}: ${fault.how} ${fault.when} its effect`);
  }
}
