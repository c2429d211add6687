import { setTimeout } from "node:timers/promises";
import type { Log } from "../lambda/runtime/log.ts";
import type { LocalClock } from "./clock.ts";
import { openCheckpoints } from "./event-sources/checkpoints.ts";
import { type EventSource, keepDraining } from "./event-sources/event-source.ts";
import { openFiredTimes } from "./event-sources/fired-times.ts";
import { QueueSource } from "./event-sources/queue-source.ts";
import { ScheduleSource } from "./event-sources/schedule-source.ts";
import { StreamSource } from "./event-sources/stream-source.ts";
import type { LocalService } from "./service.ts";
import type { StateDirectory } from "./state.ts";
import type { LocalSchedule } from "./template/stack.ts";

export interface DeliveriesOptions {
  readonly service: LocalService;
  readonly state: StateDirectory;
  readonly clock: LocalClock;
  readonly concurrency: number;
  /** Which of the stack's schedules to fire. */
  readonly fires: (schedule: LocalSchedule) => boolean;
  readonly log: Log;
}

/** What brings events to the functions: queues, streams and schedules of the stack. */
export interface Deliveries {
  readonly schedules: ScheduleSource;
  /** Hands over what is there and what comes of it, until nothing is left that could run now. */
  readonly settle: () => Promise<void>;
  /** From now on everything is handed over as it comes. @returns ends it */
  keepGoing(): { stop(): Promise<void> };
}

const queuePauseMs = 200;
const streamPauseMs = 500;
const longestScheduleWaitMs = 30_000;

export function makeDeliveries(options: DeliveriesOptions): Deliveries {
  const { service, state, clock, log } = options;
  const { stack, functions, sendFailure } = service;
  const fired = openFiredTimes(state.file("schedules.json"));
  const schedules = new ScheduleSource({
    schedules: stack.schedules.filter(options.fires),
    fired,
    invoke: functions.invoke,
    clock,
    sendFailure,
    log,
  });
  const onError = (error: unknown): void => log.error("an event source failed", {}, error);
  let isLive = false;
  const queueSources = makeQueueSources(options);
  const streamSources = makeStreamSources(options, () => isLive);

  return {
    schedules,
    settle: settler(options, queueSources, streamSources),
    keepGoing: () => {
      isLive = true;
      const stopping = new AbortController();
      const loops = [
        ...queueSources.map((source) => keepDraining(source, { pauseMs: queuePauseMs, onError })),
        ...streamSources.map((source) => keepDraining(source, { pauseMs: streamPauseMs, onError })),
      ];
      const firing = keepFiring(schedules, clock, stopping.signal, onError);
      return {
        stop: async () => {
          stopping.abort();
          await Promise.all([firing, ...loops.map(async (loop) => await loop.stop())]);
        },
      };
    },
  };
}

/**
 * Quiet is: no queue has anything, no function runs, no topic has a message but for functions that
 * wait for their next try, and no stream brought anything since the last invocation ended. Streams
 * come last, for asking one costs a call also where there is nothing, and its batches are fuller.
 */
function settler(
  { service, clock }: DeliveriesOptions,
  queueSources: readonly EventSource[],
  streamSources: readonly EventSource[],
): () => Promise<void> {
  const { functions, topics } = service;
  let streamsEmptyAt = "";
  return async () => {
    for (;;) {
      const ended = functions.ended();
      const hadMessages = await drainAll(queueSources);
      if (hadMessages || functions.ended() !== ended) continue;
      if (functions.running() > 0) {
        await functions.nextEnd();
      } else if (topics.pending() > functions.waiting()) {
        await setTimeout(1);
      } else {
        const moment = `${ended} ${clock.ms()}`;
        if (streamsEmptyAt === moment) return;
        if (!(await drainAll(streamSources))) streamsEmptyAt = moment;
      }
    }
  };
}

async function drainAll(sources: readonly EventSource[]): Promise<boolean> {
  const worked = await Promise.all(sources.map(async (source) => await source.drain()));
  return worked.includes(true);
}

async function keepFiring(
  schedules: ScheduleSource,
  clock: LocalClock,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    // Not awaited: a slow poll does not hold back the others.
    schedules.fireDue().catch(onError);
    const dueMs = schedules.nextDueAt() ?? Infinity;
    const waitMs = Math.min(longestScheduleWaitMs, Math.max(50, dueMs - clock.ms()));
    await setTimeout(waitMs, undefined, { signal }).catch(() => {});
  }
}

function makeQueueSources(options: DeliveriesOptions): readonly QueueSource[] {
  const { service, clock, concurrency, log } = options;
  const { stack, queues, callers, functions } = service;
  return stack.queueMappings
    .filter(({ enabled }) => enabled)
    .map((mapping) => {
      const queue = stack.queues.find(({ arn }) => arn === mapping.queueArn);
      if (queue === undefined)
        throw new Error(`${mapping.logicalId}: no queue ${mapping.queueArn}`);
      return new QueueSource({
        mapping,
        queue,
        queues,
        asFunction: callers.sqs(mapping.functionId),
        asService: callers.sqs("lambda-service"),
        invoke: functions.invoke,
        askedBack: service.askedBack,
        clock,
        concurrency,
        log,
      });
    });
}

function makeStreamSources(
  options: DeliveriesOptions,
  waitsForWindow: () => boolean,
): readonly StreamSource[] {
  const { service, state, clock, log } = options;
  const { stack, callers, functions, sendFailure } = service;
  const checkpoints = openCheckpoints(state.file("checkpoints.json"));
  return stack.streamMappings
    .filter(({ enabled }) => enabled)
    .map(
      (mapping) =>
        new StreamSource({
          mapping,
          asFunction: callers.streams(mapping.functionId),
          invoke: functions.invoke,
          checkpoints,
          clock,
          sendFailure,
          waitsForWindow,
          log,
        }),
    );
}
