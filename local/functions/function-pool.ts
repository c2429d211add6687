import type { InvocationResult } from "../invocation.ts";
import { Execution, type ExecutionSettings } from "./execution.ts";

/** Lambda keeps an idle environment some minutes; so do we, for the memory's sake. */
const idleMs = 5 * 60_000;

interface Idle {
  readonly execution: Execution;
  readonly timer: NodeJS.Timeout;
}

/** The executions of one function, at most `limit` at a time; further events wait their turn. */
export class FunctionPool {
  readonly #settings: ExecutionSettings;
  readonly #limit: number;
  readonly #idle: Idle[] = [];
  readonly #busy = new Set<Execution>();
  readonly #waiting: (() => void)[] = [];
  #reserved = 0;

  constructor(settings: ExecutionSettings, limit: number) {
    this.#settings = settings;
    this.#limit = limit;
  }

  /** @returns how it ended, and how long it ran: who waits for a turn pays nothing */
  async invoke(
    event: unknown,
  ): Promise<{ readonly result: InvocationResult; readonly milliseconds: number }> {
    if (this.#reserved >= this.#limit) {
      await new Promise<void>((turn) => this.#waiting.push(turn));
    } else {
      this.#reserved += 1;
    }
    const execution = this.#take();
    this.#busy.add(execution);
    const begun = performance.now();
    const result = await execution.run(event);
    const milliseconds = performance.now() - begun;
    this.#busy.delete(execution);
    this.#giveBack(execution);
    const next = this.#waiting.shift();
    if (next === undefined) this.#reserved -= 1;
    else next();
    return { result, milliseconds };
  }

  async stop(): Promise<void> {
    const all = [...this.#busy, ...this.#idle.map(({ execution }) => execution)];
    for (const { timer } of this.#idle) clearTimeout(timer);
    await Promise.all(all.map(async (execution) => await execution.stop()));
  }

  /** The one used last: the others may grow old. */
  #take(): Execution {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle === undefined) return new Execution(this.#settings);
      clearTimeout(idle.timer);
      if (idle.execution.isUsable) return idle.execution;
    }
  }

  #giveBack(execution: Execution): void {
    if (!execution.isUsable) return;
    const idle = {
      execution,
      timer: setTimeout(() => {
        this.#idle.splice(this.#idle.indexOf(idle), 1);
        void execution.stop();
      }, idleMs).unref(),
    };
    this.#idle.push(idle);
  }
}
