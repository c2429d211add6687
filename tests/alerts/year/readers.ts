import type { Frequency } from "../../../lambda/subscriptions/preferences.ts";
import type { Active } from "../../../lambda/subscriptions/subscription.ts";
import { anActive } from "../../builders/subscription.ts";

/** `gone`: its first mail comes back; `cross`: takes it for spam; `full`: its mailbox is full, once. */
export type Temper = "well" | "gone" | "cross" | "full";

export interface Reader {
  readonly subscription: Active;
  readonly address: string;
  readonly temper: Temper;
}

/** Half of them change their clocks, one pair in the southern half of the year, one by half an hour. */
export const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Auckland",
  "Australia/Lord_Howe",
  "America/St_Johns",
];

export function readersOf(
  count: number,
  words: readonly string[],
  chance: () => number,
): readonly Reader[] {
  return Array.from({ length: count }, (_, n): Reader => {
    const address = `reader${n}@newsroom.example`;
    const query = words[Math.floor(n / 3) % words.length] ?? "";
    const at = "2025-12-01T00:00:00.000Z";
    return {
      address,
      temper: tempers.get(n % 12) ?? "well",
      subscription: {
        ...anActive({ address, query, at }),
        frequency: frequencyOf(n, chance),
        timeZone: zones[Math.floor(n / 2) % zones.length] ?? "UTC",
        name: `alert ${n}`,
      },
    };
  });
}

/** A third of each; many at the hours that the clock jumps over or repeats. */
function frequencyOf(n: number, chance: () => number): Frequency {
  const hour = chance() < 0.4 ? Math.floor(chance() * 4) : Math.floor(chance() * 24);
  if (n % 3 === 0) return { kind: "immediate" };
  if (n % 3 === 1) return { kind: "daily", hour };
  return { kind: "weekly", weekday: 1 + Math.floor(chance() * 7), hour };
}

const tempers: ReadonlyMap<number, Temper> = new Map([
  [3, "full"],
  [7, "gone"],
  [10, "cross"],
]);
