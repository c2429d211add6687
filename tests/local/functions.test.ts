import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { VirtualClock, realClock, type LocalClock } from "../../local/clock.ts";
import { type Functions, startFunctions } from "../../local/functions.ts";
import type { FunctionLine } from "../../local/functions/execution.ts";
import type { LocalFunction } from "../../local/template/stack.ts";
import { aBundle, removeBundle } from "../builders/bundle.ts";
import { aFunction } from "../builders/local-stack.ts";

let running: Functions | null = null;
let bundle: string | null = null;
const lines: FunctionLine[] = [];
const sent: unknown[] = [];
/** How long each invocation ran. */
const ran: number[] = [];

afterEach(async () => {
  await running?.stop();
  if (bundle !== null) await removeBundle(bundle);
  lines.length = 0;
  ran.length = 0;
  sent.length = 0;
});

interface Given {
  readonly clock?: LocalClock;
  readonly definition?: Partial<LocalFunction>;
  readonly concurrency?: number;
}

async function start(source: string, given: Given = {}): Promise<Functions> {
  bundle = await aBundle(source);
  running = startFunctions({
    functions: [aFunction({ logicalId: "Reader", assetDir: bundle, ...given.definition })],
    variables: { OUTBOUND_PROXY: "http://127.0.0.1:9" },
    gatewayUrl: "http://127.0.0.1:4600",
    clock: given.clock ?? realClock,
    concurrency: given.concurrency ?? 2,
    onLine: (line) => lines.push(line),
    onEnd: (_id, _event, _result, milliseconds) => ran.push(milliseconds),
    sendFailure: async (functionId, queueArn, body) => {
      sent.push({ functionId, queueArn, body: JSON.parse(body) as unknown });
    },
  });
  return running;
}

describe("a function", () => {
  test("answers its event, with the environment that Lambda gives", async () => {
    const { invoke } = await start(
      `exports.handler = async (event, context) => ({
        event, name: context.functionName, root: process.env.LAMBDA_TASK_ROOT, own: process.env.OWN,
        endpoint: process.env.AWS_ENDPOINT_URL, caller: process.env.AWS_ACCESS_KEY_ID,
        proxy: process.env.OUTBOUND_PROXY, home: process.env.HOME ?? null,
        left: context.getRemainingTimeInMillis() > 0 })`,
      { definition: { environment: { OWN: "1" } } },
    );
    expect(await invoke("Reader", { id: 7 }, "RequestResponse")).toEqual({
      ok: true,
      payload: {
        event: { id: 7 },
        name: "Reader",
        root: bundle,
        own: "1",
        endpoint: "http://127.0.0.1:4600",
        caller: "Reader",
        proxy: "http://127.0.0.1:9",
        home: null,
        left: true,
      },
    });
  });

  test("keeps what it assembled for its next event", async () => {
    const { invoke } = await start("let n = 0; exports.handler = async () => (n += 1)");
    await invoke("Reader", {}, "RequestResponse");
    expect(await invoke("Reader", {}, "RequestResponse")).toEqual({ ok: true, payload: 2 });
  });

  test("runs for as long as it works: waiting for its turn is not counted", async () => {
    const { invoke } = await start(
      `exports.handler = async () => await new Promise((done) => setTimeout(done, 50))`,
      { concurrency: 1 },
    );
    const begun = performance.now();
    await Promise.all([1, 2, 3].map(async () => await invoke("Reader", {}, "RequestResponse")));
    // One after another.
    expect(ran).toHaveLength(3);
    expect(ran.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(performance.now() - begun);
  });

  test("lives by the virtual clock", async () => {
    const clock = new VirtualClock("2021-07-16T12:00:00.000Z");
    const { invoke } = await start("exports.handler = async () => new Date()", { clock });
    clock.advanceTo(Date.parse("2021-08-14T00:00:00.000Z"));
    const told = await invoke("Reader", {}, "RequestResponse");
    expect(told).toEqual({ ok: true, payload: "2021-08-14T00:00:00.000Z" });
  });

  test("that throws is an error with its name and message", async () => {
    const { invoke } = await start(
      "exports.handler = async () => { throw new TypeError('no title') }",
    );
    expect(await invoke("Reader", {}, "RequestResponse")).toMatchObject({
      ok: false,
      error: { errorType: "TypeError", errorMessage: "no title" },
    });
  });

  test("that takes too long is stopped, and the next event finds a new one", async () => {
    const { invoke } = await start(
      "exports.handler = async (e) => { if (e.endless) for (;;); return 'ready' }",
      { definition: { timeoutSeconds: 1 } },
    );
    expect(await invoke("Reader", { endless: true }, "RequestResponse")).toMatchObject({
      ok: false,
      error: { errorType: "Sandbox.Timedout", errorMessage: "the time limit is 1 s" },
    });
    expect(await invoke("Reader", {}, "RequestResponse")).toEqual({ ok: true, payload: "ready" });
  });

  test.each([
    ["ends its process", "process.exit(3)", "Runtime.ExitError"],
    ["throws outside its event", "setTimeout(() => { throw new Error('late') })", "Runtime.Crash"],
  ])("that %s is an error, and is replaced", async (_, deed, errorType) => {
    const { invoke } = await start(
      `exports.handler = async (e) => { if (e.bad) { ${deed}; await new Promise(() => {}); } return 1 }`,
    );
    const crashed = await invoke("Reader", { bad: true }, "RequestResponse");
    expect(crashed).toMatchObject({ ok: false, error: { errorType } });
    expect(await invoke("Reader", {}, "RequestResponse")).toEqual({ ok: true, payload: 1 });
  });

  test("whose bundle cannot be loaded says why, at every event", async () => {
    const { invoke } = await start("throw new Error('SENDER is not set')");
    for (let i = 0; i < 2; i += 1) {
      expect(await invoke("Reader", {}, "RequestResponse")).toMatchObject({
        ok: false,
        error: { errorMessage: "SENDER is not set" },
      });
    }
  });

  test("has its lines told with its name", async () => {
    const { invoke } = await start(
      "exports.handler = async () => { console.log('one %s', 2); console.error({ a: 1 }) }",
    );
    await invoke("Reader", {}, "RequestResponse");
    expect(lines).toEqual([
      { functionId: "Reader", level: "log", text: "one 2" },
      { functionId: "Reader", level: "error", text: "{ a: 1 }" },
    ]);
  });

  test("runs no more events at a time than it may", async () => {
    const { invoke } = await start(
      "let n = 0; exports.handler = async () => { n += 1; const seen = n; await new Promise((r) => setTimeout(r, 20)); n -= 1; return seen }",
      { concurrency: 8, definition: { reservedConcurrency: 1 } },
    );
    const all = await Promise.all([1, 2, 3].map(() => invoke("Reader", {}, "RequestResponse")));
    expect(all).toEqual([1, 2, 3].map(() => ({ ok: true, payload: 1 })));
  });

  test("that nobody knows is named", async () => {
    const { invoke } = await start("exports.handler = async () => 1");
    await expect(invoke("Rader", {}, "RequestResponse")).rejects.toThrow(
      "there is no function Rader: known are Reader",
    );
  });
});

describe("an event handed over without waiting", () => {
  const arn = "arn:aws:sqs:us-east-1:000000000000:Given-up";
  const asyncInvoke = { retries: 2, maxAgeSeconds: 21_600, deadLetterArn: arn, onFailureArn: null };

  test("is tried again a minute and two minutes later, and then kept in the dead-letter queue", async () => {
    const clock = new VirtualClock("2021-07-16T12:00:00.000Z");
    const functions = await start("exports.handler = async () => { throw new Error('never') }", {
      clock,
      definition: { asyncInvoke },
    });
    const ended = functions.invoke("Reader", { id: 1 }, "Event");
    const waits = await passTime(clock, ended);
    expect(waits).toEqual([60_000, 120_000]);
    expect(await ended).toMatchObject({ ok: false });
    expect(sent).toEqual([{ functionId: "Reader", queueArn: arn, body: { id: 1 } }]);
  });

  test("that succeeds at its second try is not kept", async () => {
    const clock = new VirtualClock("2021-07-16T12:00:00.000Z");
    const functions = await start(
      "let n = 0; exports.handler = async () => { n += 1; if (n === 1) throw new Error('not yet'); return n }",
      { clock, definition: { asyncInvoke } },
    );
    const ended = functions.invoke("Reader", {}, "Event");
    expect(await passTime(clock, ended)).toEqual([60_000]);
    expect(await ended).toEqual({ ok: true, payload: 2 });
    expect(sent).toEqual([]);
  });
});

/** Puts the clock forward to every appointment until the end. @returns how long each was away */
async function passTime(clock: VirtualClock, ended: Promise<unknown>): Promise<readonly number[]> {
  const waits: number[] = [];
  const state = { isOver: false };
  void ended.finally(() => (state.isOver = true));
  while (!state.isOver) {
    const appointment = clock.nextAppointment();
    if (appointment !== null) {
      waits.push(appointment - clock.ms());
      clock.advanceTo(appointment);
    }
    await setTimeout(1);
  }
  return waits;
}
