/* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin */
import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { FunctionError, InvocationResult } from "../invocation.ts";
import type { LocalFunction } from "../template/stack.ts";

/** A line that a function wrote: by `console`, or straight to its output. */
export interface FunctionLine {
  readonly functionId: string;
  readonly level: "debug" | "log" | "info" | "warn" | "error";
  readonly text: string;
}

export interface ExecutionSettings {
  readonly definition: LocalFunction;
  /** All of it; nothing is inherited from this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The virtual clock's memory; null for real time. */
  readonly clock: SharedArrayBuffer | null;
  readonly onLine: (line: FunctionLine) => void;
}

type Told =
  | { readonly kind: "line"; readonly level: FunctionLine["level"]; readonly text: string }
  | { readonly kind: "ready"; readonly failure: FunctionError | null }
  | { readonly kind: "answer"; readonly payload: string }
  | { readonly kind: "failure"; readonly error: FunctionError };

const program = new URL("../worker/worker.js", import.meta.url);

/** One execution environment of a function: a thread that runs one event at a time. */
export class Execution {
  readonly #settings: ExecutionSettings;
  readonly #worker: Worker;
  #answered: ((result: InvocationResult) => void) | null = null;
  #isUsable = true;

  constructor(settings: ExecutionSettings) {
    this.#settings = settings;
    const { definition, environment, clock } = settings;
    const { NODE_OPTIONS: options = "", ...rest } = environment;
    this.#worker = new Worker(program, {
      workerData: { assetDir: definition.assetDir, handler: definition.handler, clock },
      env: rest,
      // Not this process's own: loaders for TypeScript would only slow the bundles down.
      execArgv: options.includes("--enable-source-maps") ? ["--enable-source-maps"] : [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
      stdout: true,
      stderr: true,
    });
    this.#worker.on("message", (told: Told) => this.#hear(told));
    this.#worker.on("error", (error) => this.#end("Runtime.Crash", error));
    this.#worker.on("exit", (code) => {
      this.#end("Runtime.ExitError", new Error(`the function's process ended with code ${code}`));
    });
    this.#worker.stdout.on("data", (text: Buffer) => this.#pass("log", String(text).trimEnd()));
    this.#worker.stderr.on("data", (text: Buffer) => this.#pass("error", String(text).trimEnd()));
  }

  /** False once it crashed, ran out of time or was stopped: never to be used again. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Runs one event; never throws for what the function does. */
  async run(event: unknown): Promise<InvocationResult> {
    const { definition } = this.#settings;
    const deadlineMs = definition.timeoutSeconds * 1000;
    return await new Promise((resolve) => {
      const timeout = setTimeout(() => {
        this.#end(
          "Sandbox.Timedout",
          new Error(`the time limit is ${definition.timeoutSeconds} s`),
        );
      }, deadlineMs);
      this.#answered = (result) => {
        clearTimeout(timeout);
        this.#answered = null;
        resolve(result);
      };
      const context = {
        awsRequestId: randomUUID(),
        functionName: definition.name,
        functionVersion: "$LATEST",
        invokedFunctionArn: definition.arn,
        memoryLimitInMB: String(definition.memoryMb),
        logGroupName: `/aws/lambda/${definition.name}`,
        logStreamName: "local",
        deadlineMs,
      };
      if (!this.#isUsable) this.#end("Runtime.ExitError", new Error("the function was stopped"));
      else this.#worker.postMessage({ event: JSON.stringify(event) ?? "null", context });
    });
  }

  async stop(): Promise<void> {
    this.#isUsable = false;
    await this.#worker.terminate();
  }

  #hear(told: Told): void {
    switch (told.kind) {
      case "line":
        this.#pass(told.level, told.text);
        break;
      case "ready":
        if (told.failure !== null) this.#fail(told.failure);
        break;
      case "answer":
        this.#answered?.({ ok: true, payload: JSON.parse(told.payload) as unknown });
        break;
      case "failure":
        this.#answered?.({ ok: false, error: told.error });
        break;
      default:
        told satisfies never;
    }
  }

  #pass(level: FunctionLine["level"], text: string): void {
    this.#settings.onLine({ functionId: this.#settings.definition.logicalId, level, text });
  }

  #end(errorType: string, error: Error): void {
    const trace = (error.stack ?? "").split("\n").slice(1, 12);
    this.#fail({ errorType, errorMessage: error.message, trace });
  }

  #fail(error: FunctionError): void {
    if (this.#isUsable) void this.stop();
    this.#answered?.({ ok: false, error });
  }
}
