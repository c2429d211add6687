import { afterEach, describe, expect, test } from "@jest/globals";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { openFiredTimes } from "../../../local/event-sources/fired-times.ts";
import { ScheduleSource } from "../../../local/event-sources/schedule-source.ts";
import type { Invoke } from "../../../local/invocation.ts";
import type { LocalSchedule } from "../../../local/template/stack.ts";
import { aFolder } from "../../builders/local-stack.ts";

const nine = "2026-03-02T09:00:00.000Z";
const hour = 3_600_000;
const removals: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(removals.splice(0).map(async (remove) => await remove()));
});

function aSchedule(changes: Partial<LocalSchedule> = {}): LocalSchedule {
  return {
    logicalId: "PollVeldmark",
    name: "PollVeldmark",
    expression: "rate(1 hour)",
    timeZone: "UTC",
    enabled: true,
    flexibleWindowMinutes: null,
    functionId: "Poll",
    input: '{"sourceId":"veldmark-presidency"}',
    retries: 1,
    maxAgeSeconds: 3600,
    deadLetterArn: "arn:aws:sqs:us-east-1:000000000000:missed",
    roleLogicalId: null,
    ...changes,
  };
}

async function aFile(): Promise<string> {
  const { path, remove } = await aFolder();
  removals.push(remove);
  return `${path}/schedules.json`;
}

function start(given: {
  readonly file: string;
  readonly schedules: readonly LocalSchedule[];
  readonly clock?: VirtualClock;
  readonly invoke?: Invoke;
}) {
  const clock = given.clock ?? new VirtualClock(nine);
  const events: unknown[] = [];
  const missed: unknown[] = [];
  const source = new ScheduleSource({
    schedules: given.schedules,
    fired: openFiredTimes(given.file),
    invoke:
      given.invoke ??
      (async (functionId, event) => {
        events.push([functionId, event]);
        return { ok: true, payload: null };
      }),
    clock,
    sendFailure: async (_, arn, body) => void missed.push([arn, JSON.parse(body)]),
    log: silentLog,
  });
  return { source, clock, events, missed };
}

const endless: Invoke = async () => await new Promise(() => {});
const missing: Invoke = async () => await Promise.reject(new Error("no such function"));

describe("a schedule", () => {
  test("at a rate fires at once the first time, and then when its interval is over", async () => {
    const { source, clock, events } = start({ file: await aFile(), schedules: [aSchedule()] });
    expect(await source.fireDue()).toBe(1);
    expect(events).toEqual([["Poll", { sourceId: "veldmark-presidency" }]]);
    expect(await source.fireDue()).toBe(0);
    clock.advanceTo(clock.ms() + hour - 1);
    expect(await source.fireDue()).toBe(0);
    clock.advanceTo(clock.ms() + 1);
    expect(await source.fireDue()).toBe(1);
  });

  test("fires once, however often it would have in the time that went by", async () => {
    const { source, clock } = start({ file: await aFile(), schedules: [aSchedule()] });
    await source.fireDue();
    clock.advanceTo(clock.ms() + 1000 * hour);
    expect(await source.fireDue()).toBe(1);
    expect(source.nextDueAt()).toBe(clock.ms() + hour);
  });

  test("by the calendar waits for its time also the first time", async () => {
    const daily = aSchedule({ expression: "cron(0 7 * * ? *)", timeZone: "Europe/Oslo" });
    const { source } = start({ file: await aFile(), schedules: [daily] });
    expect(await source.fireDue()).toBe(0);
    expect(source.nextDueAt()).toBe(Date.parse("2026-03-03T06:00:00Z"));
  });

  test("is not fired again by a restart before its time", async () => {
    const file = await aFile();
    await start({ file, schedules: [aSchedule()] }).source.fireDue();
    const clock = new VirtualClock("2026-03-02T09:30:00.000Z");
    const { source } = start({ file, schedules: [aSchedule()], clock });
    expect(await source.fireDue()).toBe(0);
    expect(source.nextDueAt()).toBe(Date.parse("2026-03-02T10:00:00Z"));
  });

  test("whose run was cut short fires again after the restart", async () => {
    const file = await aFile();
    void start({ file, schedules: [aSchedule()], invoke: endless }).source.fireDue();
    expect(await start({ file, schedules: [aSchedule()] }).source.fireDue()).toBe(1);
  });

  test("that cannot start its function is kept in its dead-letter queue", async () => {
    const { source, missed } = start({
      file: await aFile(),
      schedules: [aSchedule()],
      invoke: missing,
    });
    await source.fireDue();
    expect(missed).toEqual([
      ["arn:aws:sqs:us-east-1:000000000000:missed", { sourceId: "veldmark-presidency" }],
    ]);
  });

  test("without an input brings EventBridge's own event, and with one its context", async () => {
    const schedules = [
      aSchedule({ input: null }),
      aSchedule({ logicalId: "Other", input: '{"at":"<aws.scheduler.scheduled-time>"}' }),
    ];
    const { source, events } = start({ file: await aFile(), schedules });
    await source.fireDue();
    expect(events).toMatchObject([
      ["Poll", { "detail-type": "Scheduled Event", source: "aws.scheduler", time: nine }],
      ["Poll", { at: nine }],
    ]);
  });

  test("that is switched off never fires", async () => {
    const { source } = start({ file: await aFile(), schedules: [aSchedule({ enabled: false })] });
    expect(source.nextDueAt()).toBeNull();
  });
});
