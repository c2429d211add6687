import { describe, expect, test } from "@jest/globals";
import { VirtualClock } from "../../local/clock.ts";
import { sharedDate } from "../../local/worker/shared-date.js";

const noon = "2021-07-16T12:00:00.000Z";
const hour = 3_600_000;

describe("a virtual clock", () => {
  test("stands until it is put forward", () => {
    const clock = new VirtualClock(noon);
    expect(clock.now()).toBe(noon);
    clock.advanceTo(clock.ms() + hour);
    expect(clock.now()).toBe("2021-07-16T13:00:00.000Z");
  });

  test("does not go back", () => {
    const clock = new VirtualClock(noon);
    expect(() => clock.advanceTo(clock.ms() - 1)).toThrow(
      "the clock shows 2021-07-16T12:00:00.000Z and cannot go back to 2021-07-16T11:59:59.999Z",
    );
  });

  test("keeps the appointments that have come due, earliest first, and each once", () => {
    const clock = new VirtualClock(noon);
    const kept: string[] = [];
    clock.after(2 * hour, () => kept.push("two"));
    clock.after(hour, () => kept.push("one"));
    clock.after(9 * hour, () => kept.push("nine"));
    const takeBack = clock.after(hour, () => kept.push("taken back"));
    takeBack();
    expect(clock.nextAppointment()).toBe(clock.ms() + hour);
    clock.advanceTo(clock.ms() + 3 * hour);
    clock.advanceTo(clock.ms() + hour);
    expect(kept).toEqual(["one", "two"]);
  });

  test("let go, runs on from where it stood", () => {
    const clock = new VirtualClock(noon);
    clock.letRun();
    expect(Math.abs(clock.ms() - Date.parse(noon))).toBeLessThan(60_000);
    expect(clock.nextAppointment()).toBeNull();
  });
});

describe("a worker's Date", () => {
  const real = globalThis.Date;
  const clock = new VirtualClock(noon);
  const Shared = sharedDate(clock.shared);

  test("tells the virtual time in all its forms", () => {
    expect(new Shared().toISOString()).toBe(noon);
    expect(Shared.now()).toBe(real.parse(noon));
    expect(Shared()).toContain("2021");
  });

  test("is a Date in everything else", () => {
    expect(new Shared(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
    expect(new Shared(2021, 0, 2).getMonth()).toBe(0);
    expect(new Shared()).toBeInstanceOf(real);
    expect(new Shared()).toBeInstanceOf(Shared);
    expect(Shared.UTC(2021, 0)).toBe(real.UTC(2021, 0));
  });

  test("follows the clock", () => {
    clock.advanceTo(clock.ms() + hour);
    expect(new Shared().toISOString()).toBe("2021-07-16T13:00:00.000Z");
  });
});
