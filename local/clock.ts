import type { Clock } from "../lambda/runtime/clock.ts";
import { type Instant, toInstant } from "../lambda/runtime/instant.ts";

/** The time of a local service, and waiting by it. */
export interface LocalClock extends Clock {
  /** Epoch milliseconds. */
  ms(): number;
  /** Calls `action` once `delayMs` have gone by on this clock. @returns takes the appointment back */
  after(delayMs: number, action: () => void): () => void;
  /** What a worker needs to tell the same time; null where that is the real time. */
  readonly shared: SharedArrayBuffer | null;
}

const longestTimeoutMs = 2 ** 31 - 1;

export const realClock: LocalClock = {
  now: () => new Date().toISOString(),
  ms: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), longestTimeoutMs));
    return () => clearTimeout(timer);
  },
  shared: null,
};

interface Appointment {
  readonly atMs: number;
  readonly action: () => void;
}

/** Cells of the shared buffer: the frozen time, or `running` and then how far we are ahead of real time. */
const frozenCell = 0;
const offsetCell = 1;
const running = -1n;

/**
 * A clock that stands until it is put forward, so that years between two steps cost nothing. It
 * lives in shared memory: workers read it without asking.
 */
export class VirtualClock implements LocalClock {
  readonly shared = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT);
  readonly #cells = new BigInt64Array(this.shared);
  readonly #appointments = new Set<Appointment>();

  constructor(start: Instant) {
    Atomics.store(this.#cells, frozenCell, BigInt(Date.parse(start)));
  }

  ms(): number {
    const frozen = Atomics.load(this.#cells, frozenCell);
    return frozen === running
      ? Date.now() + Number(Atomics.load(this.#cells, offsetCell))
      : Number(frozen);
  }

  now(): Instant {
    return toInstant(this.ms());
  }

  after(delayMs: number, action: () => void): () => void {
    if (this.isRunning()) return realClock.after(delayMs, action);
    const appointment = { atMs: this.ms() + Math.max(delayMs, 0), action };
    this.#appointments.add(appointment);
    return () => {
      this.#appointments.delete(appointment);
    };
  }

  /** When somebody wants to be called; null where nobody waits. */
  nextAppointment(): number | null {
    const times = [...this.#appointments].map(({ atMs }) => atMs);
    return times.length === 0 ? null : Math.min(...times);
  }

  /**
   * Puts the clock forward and keeps the appointments that have come due, earliest first.
   * @throws RangeError for a time before the clock's own
   */
  advanceTo(ms: number): void {
    if (ms < this.ms()) {
      throw new RangeError(`the clock shows ${this.now()} and cannot go back to ${toInstant(ms)}`);
    }
    if (!this.isRunning()) Atomics.store(this.#cells, frozenCell, BigInt(ms));
    const due = [...this.#appointments]
      .filter(({ atMs }) => atMs <= ms)
      .sort((a, b) => a.atMs - b.atMs);
    for (const appointment of due) {
      if (this.#appointments.delete(appointment)) appointment.action();
    }
  }

  isRunning(): boolean {
    return Atomics.load(this.#cells, frozenCell) === running;
  }

  /** From now on the clock goes at the pace of real time, from where it stands. */
  letRun(): void {
    const ahead = this.ms() - Date.now();
    Atomics.store(this.#cells, offsetCell, BigInt(ahead));
    Atomics.store(this.#cells, frozenCell, running);
    for (const appointment of this.#appointments) {
      realClock.after(appointment.atMs - this.ms(), appointment.action);
    }
    this.#appointments.clear();
  }
}
