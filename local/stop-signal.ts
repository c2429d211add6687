/** npm and tsx pass on the Ctrl-C that the terminal has sent us already: one press, several signals. */
const samePressMs = 1500;

/** The first Ctrl-C or SIGTERM asks to end in order; a second one ends at once. */
export function stopSignal(): { readonly signal: AbortSignal; readonly stopped: Promise<void> } {
  const stopping = new AbortController();
  let firstAtMs = 0;
  const onSignal = (): void => {
    if (!stopping.signal.aborted) {
      firstAtMs = performance.now();
      stopping.abort();
    } else if (performance.now() - firstAtMs > samePressMs) {
      process.exit(130);
    }
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener("abort", () => resolve());
  });
  return { signal: stopping.signal, stopped };
}
