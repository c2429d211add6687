/** How far a long measure is: said every ten seconds, with its rate and the time that is left. */
export interface Progress {
  (): void;
}

const everyMs = 10_000;

/** @param total how often it will be called */
export function progress(what: string, total: number, say: (text: string) => void): Progress {
  const start = performance.now();
  let [done, saidAt] = [0, start];
  return () => {
    done += 1;
    const now = performance.now();
    if (now - saidAt < everyMs) return;
    saidAt = now;
    const perSecond = done / ((now - start) / 1000);
    const left = Math.round((total - done) / perSecond);
    say(`  ${what}: ${done} of ${total}, ${Math.round(perSecond)} a second, ${left} s left`);
  };
}
