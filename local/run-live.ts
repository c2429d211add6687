import { realClock } from "./clock.ts";
import { makeDeliveries } from "./deliveries.ts";
import { openFunctionLog } from "./function-log.ts";
import { reportLive } from "./live-report.ts";
import { type LocalService, startService } from "./service.ts";
import { openState } from "./state.ts";

export interface LiveRunOptions {
  readonly assemblyDir: string;
  readonly stateDir: string;
  readonly port: number | null;
  readonly say: (line: string) => void;
}

export interface LiveRun {
  readonly service: LocalService;
  /** Begins to poll and to deliver. */
  go(): void;
  stop(): Promise<void>;
}

/** Executions of one function: they wait for press offices, some of which take 45 s. */
const concurrency = 8;

/** Runs the stack as AWS would: by the real time, against the real press offices. */
export async function runLive({ say, ...options }: LiveRunOptions): Promise<LiveRun> {
  const state = await openState(options.stateDir);
  const log = openFunctionLog(state.file("readouts.log"), realClock, say);
  const report = reportLive(say);
  const service = await startService({
    ...options,
    state,
    clock: realClock,
    meter: null,
    log,
    concurrency,
    variables: {},
    onInvoked: report.onInvoked,
    onMail: report.onMail,
  });
  const deliveries = makeDeliveries({
    service,
    state,
    clock: realClock,
    concurrency,
    fires: () => true,
    log: log.log,
  });
  let going: { stop(): Promise<void> } | null = null;
  return {
    service,
    go: () => {
      going = deliveries.keepGoing();
    },
    stop: async () => {
      await going?.stop();
      await service.stop();
    },
  };
}
