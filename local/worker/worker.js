/* oxlint-disable unicorn/require-post-message-target-origin -- a port between threads has no origin */
/**
 * One execution environment of one function: loads the bundle as Lambda does and runs one event at
 * a time. Plain JavaScript, so that a worker starts without a compiler.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { sharedDate } from "./shared-date.js";

const { assetDir, handler: handlerName, clock } = workerData;
if (clock !== null) globalThis.Date = sharedDate(clock);

for (const level of ["debug", "log", "info", "warn", "error"]) {
  console[level] = (...parts) => {
    parentPort.postMessage({ kind: "line", level, text: format(...parts) });
  };
}

function describe(error) {
  return error instanceof Error
    ? {
        errorType: error.name,
        errorMessage: error.message,
        trace: (error.stack ?? "").split("\n").slice(1, 12),
      }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function loadHandler() {
  const [file, name] = handlerName.split(".");
  const bundle = createRequire(join(assetDir, "bundle.js"))(`./${file}.js`);
  if (typeof bundle[name] !== "function") {
    throw new TypeError(`${join(assetDir, file)}.js exports no function ${name}`);
  }
  return bundle[name];
}

let handle;
let failure = null;
try {
  handle = loadHandler();
} catch (error) {
  failure = describe(error);
}
parentPort.postMessage({ kind: "ready", failure });

function makeContext({ deadlineMs, ...context }) {
  const startedAt = performance.now();
  return {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - (performance.now() - startedAt)),
  };
}

parentPort.on("message", async ({ event, context }) => {
  try {
    const answer = await handle(JSON.parse(event), makeContext(context));
    parentPort.postMessage({ kind: "answer", payload: JSON.stringify(answer) ?? "null" });
  } catch (error) {
    parentPort.postMessage({ kind: "failure", error: describe(error) });
  }
});
