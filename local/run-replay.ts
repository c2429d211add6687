import { existsSync } from "node:fs";
import { join } from "node:path";
import { VirtualClock } from "./clock.ts";
import { makeDeliveries } from "./deliveries.ts";
import { openFunctionLog } from "./function-log.ts";
import { readSourcesFolder } from "./known-sources.ts";
import type { Meter } from "./meter.ts";
import { openRecording } from "./recording.ts";
import { startRecordingProxy } from "./recording-proxy.ts";
import { functionOf, replay } from "./replay.ts";
import { planReplay } from "./replay/plan.ts";
import { openProgress, startOfClock } from "./replay/progress.ts";
import type { ReplaySummary } from "./replay/summary.ts";
import { Tally } from "./replay/tally.ts";
import { type LocalService, startService } from "./service.ts";
import { openState } from "./state.ts";

export interface ReplayRunOptions {
  readonly projectDir: string;
  readonly assemblyDir: string;
  readonly stateDir: string;
  readonly recordingDir: string;
  readonly port: number | null;
  /** A sentence above every page; empty: none. */
  readonly notice: string;
  /** Adds up what the functions use; null: nobody asks. */
  readonly meter: Meter | null;
  readonly say: (line: string) => void;
  /** Ends the run in order. */
  readonly signal: AbortSignal;
}

export interface ReplayRun {
  readonly service: LocalService;
  readonly summary: ReplaySummary;
  /** The clock runs from now on, and what people do on the pages is delivered. */
  stayUp(): void;
  stop(): Promise<void>;
}

/** Executions of one function: replays wait for nothing but the processor. */
const concurrency = 2;

/**
 * Plays a recording through the stack, with the whole catalogue, watched or not. A recording with a
 * folder `sources` brings its own: the functions read theirs from below LAMBDA_TASK_ROOT.
 * @throws RecordingError, StateInUseError, and what a part of the service says where it cannot start
 */
export async function runReplay(options: ReplayRunOptions): Promise<ReplayRun> {
  const { say, signal } = options;
  const recording = openRecording(options.recordingDir);
  const hasOwnSources = existsSync(join(recording.folder, "sources"));
  const sourcesDir = join(hasOwnSources ? recording.folder : options.projectDir, "sources");
  const catalogue = readSourcesFolder(sourcesDir);
  const state = await openState(options.stateDir);
  const progress = openProgress(state.file("replay.json"), recording.folder);
  const now = new Date().toISOString();
  const clock = new VirtualClock(startOfClock(progress, recording.times, now));
  const log = openFunctionLog(state.file("readouts.log"), clock, say);
  const tally = new Tally();
  const proxy = await startRecordingProxy(recording, clock);
  const service = await startService({
    assemblyDir: options.assemblyDir,
    state,
    clock,
    log,
    port: options.port,
    concurrency,
    variables: {
      OUTBOUND_PROXY: proxy.url,
      NOTICE: options.notice,
      LAMBDA_TASK_ROOT: hasOwnSources ? recording.folder : options.projectDir,
      SOURCES: catalogue.all.map(({ id }) => id).join(","),
    },
    onInvoked: (_, event, result) => tally.invoked(event, result),
    onMail: (fields) => tally.mailed(fields),
    meter: options.meter,
  });
  const pollFunction = functionOf(service, "PollFunction");
  const deliveries = makeDeliveries({
    service,
    state,
    clock,
    concurrency,
    // The recording says when a listing is polled.
    fires: ({ functionId }) => functionId !== pollFunction,
    log: log.log,
  });
  const plan = planReplay(recording, catalogue, now);
  const done = progress.read()?.stepsDone ?? 0;
  const rest = plan.steps.length - done;
  say(`Replaying ${recording.folder}: ${rest} of ${plan.steps.length} recorded times to play.`);
  const stop = async (): Promise<void> => {
    await service.stop();
    await proxy.stop();
  };
  const summary = await replay({
    service,
    deliveries,
    recording,
    plan,
    progress,
    clock,
    state,
    tally,
    signal,
    say,
    log: log.log,
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  let going: { stop(): Promise<void> } | null = null;
  return {
    service,
    summary,
    stayUp: () => {
      clock.letRun();
      going = deliveries.keepGoing();
    },
    stop: async () => {
      await going?.stop();
      if (going !== null) {
        progress.save({ clock: clock.now(), stepsDone: plan.steps.length, subscribed: true });
      }
      await stop();
    },
  };
}
