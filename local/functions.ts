import { AsyncInvocations, type SendFailure } from "./functions/async-invocations.ts";
import type { LocalClock } from "./clock.ts";
import type { FunctionLine } from "./functions/execution.ts";
import { FunctionPool } from "./functions/function-pool.ts";
import type { InvocationKind, InvocationResult, Invoke } from "./invocation.ts";
import type { LocalFunction } from "./template/stack.ts";

export interface FunctionsOptions {
  readonly functions: readonly LocalFunction[];
  /** What every function gets beside the template's own variables, which it may override. */
  readonly variables: Readonly<Record<string, string>>;
  readonly gatewayUrl: string;
  readonly clock: LocalClock;
  /** Executions of one function at a time, where the template names no other limit. */
  readonly concurrency: number;
  readonly onLine: (line: FunctionLine) => void;
  readonly onEnd: (
    functionId: string,
    event: unknown,
    result: InvocationResult,
    milliseconds: number,
  ) => void;
  /** To the dead-letter queue or failure destination of a function, as that function. */
  readonly sendFailure: SendFailure;
}

export interface Functions {
  readonly invoke: Invoke;
  /** Invocations under way, those that wait for their turn included. */
  running(): number;
  /** Invocations that have ended since the start: whether anything happened in between. */
  ended(): number;
  /** Fulfils when the next invocation has ended; at once where none runs. */
  nextEnd(): Promise<void>;
  /** Events that failed and wait for their next try. */
  waiting(): number;
  /** Waits for the invocations under way. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export function startFunctions(options: FunctionsOptions): Functions {
  const pools = new Map(
    options.functions.map((f) => [f.logicalId, { f, pool: makePool(f, options) }]),
  );
  let running = 0;
  let ended = 0;
  const sleepers: (() => void)[] = [];

  const once = async (functionId: string, event: unknown): Promise<InvocationResult> => {
    const found = pools.get(functionId);
    if (found === undefined) {
      throw new Error(
        `there is no function ${functionId}: known are ${[...pools.keys()].join(", ")}`,
      );
    }
    running += 1;
    try {
      const { result, milliseconds } = await found.pool.invoke(event);
      ended += 1;
      options.onEnd(functionId, event, result, milliseconds);
      return result;
    } finally {
      running -= 1;
      for (const wake of sleepers.splice(0)) wake();
    }
  };
  const isBusy = (): boolean => running > 0;
  const nextEnd = async (): Promise<void> => {
    if (isBusy()) await new Promise<void>((wake) => sleepers.push(wake));
  };
  const asynchronous = new AsyncInvocations(once, options.clock, options.sendFailure);

  return {
    invoke: async (functionId: string, event: unknown, kind: InvocationKind) => {
      const found = pools.get(functionId);
      return kind === "Event" && found !== undefined
        ? await asynchronous.invoke(found.f, event)
        : await once(functionId, event);
    },
    running: () => running,
    ended: () => ended,
    nextEnd,
    waiting: () => asynchronous.waiting,
    settle: async () => {
      while (isBusy()) await nextEnd();
    },
    stop: async () => {
      await Promise.all([...pools.values()].map(async ({ pool }) => await pool.stop()));
    },
  };
}

function makePool(definition: LocalFunction, options: FunctionsOptions): FunctionPool {
  const environment = {
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    LAMBDA_TASK_ROOT: definition.assetDir,
    TZ: ":UTC",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...definition.environment,
    ...options.variables,
    AWS_ENDPOINT_URL: options.gatewayUrl,
    // The gateway knows a caller by this: a function is its logical id.
    AWS_ACCESS_KEY_ID: definition.logicalId,
    AWS_SECRET_ACCESS_KEY: "local",
  };
  const limit = Math.min(definition.reservedConcurrency ?? Infinity, options.concurrency);
  return new FunctionPool(
    { definition, environment, clock: options.clock.shared, onLine: options.onLine },
    Math.max(1, limit),
  );
}
