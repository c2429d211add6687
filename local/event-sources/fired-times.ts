import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** When each schedule fired last, kept in a file so that a restart does not fire it again. */
export interface FiredTimes {
  /** Epoch milliseconds; null where it never fired. */
  get(scheduleId: string): number | null;
  save(scheduleId: string, ms: number): void;
}

/** A file that cannot be read counts as empty: firing once too often does no harm. */
export function openFiredTimes(file: string): FiredTimes {
  const times = new Map<string, number>();
  try {
    const saved = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    for (const [id, ms] of Object.entries(saved)) times.set(id, ms);
  } catch {
    times.clear();
  }
  return {
    get: (id) => times.get(id) ?? null,
    save: (id, ms) => {
      times.set(id, ms);
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(times)));
      renameSync(`${file}.new`, file);
    },
  };
}
