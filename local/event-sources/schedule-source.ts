import { randomUUID } from "node:crypto";
import type { Log } from "../../lambda/runtime/log.ts";
import { toInstant } from "../../lambda/runtime/instant.ts";
import type { LocalClock } from "../clock.ts";
import type { SendFailure } from "../functions/async-invocations.ts";
import type { Invoke } from "../invocation.ts";
import type { LocalSchedule } from "../template/stack.ts";
import type { FiredTimes } from "./fired-times.ts";
import {
  nextTime,
  readScheduleExpression,
  type ScheduleExpression,
} from "./schedule-expression.ts";

export interface ScheduleSourceOptions {
  readonly schedules: readonly LocalSchedule[];
  readonly fired: FiredTimes;
  readonly invoke: Invoke;
  readonly clock: LocalClock;
  readonly sendFailure: SendFailure;
  readonly log: Log;
}

interface Planned {
  readonly schedule: LocalSchedule;
  readonly expression: ScheduleExpression;
  dueAtMs: number | null;
}

/**
 * Fires what is due. A schedule never fired before is due at once if it is a rate: the first poll
 * need not wait. What was missed while nothing ran is made up for once, not once each time.
 */
export class ScheduleSource {
  readonly #options: ScheduleSourceOptions;
  readonly #planned: readonly Planned[];

  /** @throws ScheduleError for an expression that is not understood, naming the schedule */
  constructor(options: ScheduleSourceOptions) {
    this.#options = options;
    const { fired, clock } = options;
    this.#planned = options.schedules
      .filter(({ enabled }) => enabled)
      .map((schedule) => {
        const expression = readScheduleExpression(schedule.expression, schedule.timeZone);
        const last = fired.get(schedule.logicalId);
        const isRate = expression.kind === "rate";
        const dueAtMs =
          last === null && isRate ? clock.ms() : nextTime(expression, last ?? clock.ms());
        return { schedule, expression, dueAtMs };
      });
  }

  /** Epoch milliseconds of the next to fire; null where none ever will. */
  nextDueAt(): number | null {
    const times = this.#planned.map(({ dueAtMs }) => dueAtMs).filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Fires everything that is due, each once. @returns how many; fulfils when all have ended */
  async fireDue(): Promise<number> {
    const { clock, fired } = this.#options;
    const nowMs = clock.ms();
    const due = this.#planned.filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs);
    const runs = due.map(async (planned) => {
      const { schedule, expression } = planned;
      planned.dueAtMs = nextTime(expression, nowMs);
      await this.#fire(schedule);
      // Not before: what a crash cut short fires again.
      fired.save(schedule.logicalId, nowMs);
    });
    await Promise.all(runs);
    return due.length;
  }

  async #fire(schedule: LocalSchedule): Promise<void> {
    const { invoke, clock, sendFailure, log } = this.#options;
    const event = scheduledEvent(schedule, clock.now());
    const startedAtMs = clock.ms();
    for (let attempt = 0; ; attempt += 1) {
      try {
        // As in AWS the function itself is handed the event without waiting: its errors are
        // retried by the function's own settings, these here are for what never reached it.
        await invoke(schedule.functionId, event, "Event");
        return;
      } catch (error) {
        const ageMs = clock.ms() - startedAtMs;
        if (attempt < schedule.retries && ageMs < schedule.maxAgeSeconds * 1000) continue;
        log.error("a schedule could not start its function", { schedule: schedule.name }, error);
        const { deadLetterArn, functionId } = schedule;
        if (deadLetterArn !== null) {
          await sendFailure(functionId, deadLetterArn, JSON.stringify(event));
        }
        return;
      }
    }
  }
}

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function scheduledEvent(schedule: LocalSchedule, now: string): unknown {
  const id = randomUUID();
  if (schedule.input === null) {
    return {
      version: "0",
      id,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: "000000000000",
      time: now,
      region: "us-east-1",
      resources: [schedule.name],
      detail: {},
    };
  }
  const input = schedule.input
    .replaceAll("<aws.scheduler.scheduled-time>", toInstant(now))
    .replaceAll("<aws.scheduler.execution-id>", id)
    .replaceAll("<aws.scheduler.attempt-number>", "1")
    .replaceAll("<aws.scheduler.schedule-arn>", schedule.name);
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return input;
  }
}
