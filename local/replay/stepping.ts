import type { Instant } from "../../lambda/runtime/instant.ts";
import type { VirtualClock } from "../clock.ts";
import type { PlannedPage, PlannedPoll, Step } from "./plan.ts";
import type { ProgressFile } from "./progress.ts";

export interface SteppingOptions {
  readonly steps: readonly Step[];
  readonly clock: VirtualClock;
  readonly progress: ProgressFile;
  /** Starts the polls of one source; how they ended shows elsewhere. */
  readonly poll: (polls: readonly PlannedPoll[]) => void;
  /** Starts every schedule that is due, each once. */
  readonly fireSchedules: () => void;
  /** Fulfils when nothing is left that could run at this time. */
  readonly settle: () => Promise<void>;
  /** Asks for those documents that nothing led to. @returns how many */
  readonly capture: (pages: readonly PlannedPage[], at: Instant) => Promise<number>;
  readonly subscribe: () => Promise<void>;
  readonly onStep: (done: number, step: Step) => void;
  /** Ends the replay before its next step; it can be gone on with. */
  readonly signal: AbortSignal;
}

/**
 * Plays the steps one after the other. Each goes on until it is quiet; what failed is tried again
 * when its time has come, before the next step or after the last. Where the clock stands is on the
 * disk before anything happens at that time, so that a run that was killed goes on as if it had not
 * been: what was half done is done again at the same time, which changes nothing.
 */
export async function playSteps(options: SteppingOptions): Promise<void> {
  const { steps, clock, progress, settle } = options;
  const before = progress.read();
  let stepsDone = before?.stepsDone ?? 0;
  let subscribed = before?.subscribed ?? false;
  const save = (): void => progress.save({ clock: clock.now(), stepsDone, subscribed });

  const goTo = async (ms: number): Promise<void> => {
    for (;;) {
      const appointment = clock.nextAppointment();
      if (appointment === null || appointment > ms) break;
      clock.advanceTo(Math.max(appointment, clock.ms()));
      save();
      await settle();
    }
    clock.advanceTo(Math.max(ms, clock.ms()));
    save();
  };

  save();
  await settle();
  if (!subscribed) {
    await options.subscribe();
    subscribed = true;
    save();
  }
  for (const step of steps.slice(stepsDone)) {
    if (options.signal.aborted) return;
    await goTo(Date.parse(step.at));
    for (const polls of bySource(step.polls)) options.poll(polls);
    options.fireSchedules();
    await settle();
    if ((await options.capture(step.pages, step.at)) > 0) await settle();
    stepsDone += 1;
    save();
    options.onStep(stepsDone, step);
  }
  for (;;) {
    const appointment = clock.nextAppointment();
    if (appointment === null || options.signal.aborted) return;
    await goTo(appointment);
  }
}

function bySource(polls: readonly PlannedPoll[]): Iterable<readonly PlannedPoll[]> {
  const groups = new Map<string, PlannedPoll[]>();
  for (const poll of polls) {
    groups.set(poll.sourceId, [...(groups.get(poll.sourceId) ?? []), poll]);
  }
  return groups.values();
}
