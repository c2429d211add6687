import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";
import type { Log, LogFields } from "../lambda/runtime/log.ts";
import type { LocalClock } from "./clock.ts";
import type { FunctionLine } from "./functions/execution.ts";
import type { FunctionError } from "./invocation.ts";

/** Every line of every function in a file; what went wrong on the terminal, too. */
export interface FunctionLog {
  /** For the service's own lines. */
  readonly log: Log;
  onLine(line: FunctionLine): void;
  onError(functionId: string, error: FunctionError): void;
}

/** At its start a service puts a longer file aside; the one put aside before is replaced. */
const longestBytes = 50 * 1024 * 1024;

/** @param tell gets a warning or an error in one line, for people */
export function openFunctionLog(
  file: string,
  clock: LocalClock,
  tell: (line: string) => void,
): FunctionLog {
  if (existsSync(file) && statSync(file).size > longestBytes) renameSync(file, `${file}.1`);
  const told = new Set<string>();
  /** The same line once: what goes on being wrong is in the file. */
  const tellOnce = (line: string): void => {
    if (!told.has(line)) tell(line);
    if (told.size > 1000) told.clear();
    told.add(line);
  };
  const write = (line: Readonly<Record<string, unknown>>): void => {
    appendFileSync(file, `${JSON.stringify({ at: clock.now(), ...line })}\n`);
  };
  const own = (level: string, message: string, fields: LogFields, cause?: unknown): void => {
    const error = cause === undefined ? {} : { error: describe(cause) };
    write({ level, message, ...fields, ...error });
    if (level === "info") return;
    const facts = Object.entries({ ...fields, ...error }).map(
      ([name, value]) => `${name}=${value}`,
    );
    tellOnce(`${level}: ${message} ${facts.join(" ")}`);
  };
  return {
    log: {
      info: (message, fields = {}) => own("info", message, fields),
      warn: (message, fields = {}) => own("warn", message, fields),
      error: (message, fields = {}, cause) => own("error", message, fields, cause),
    },
    onLine: ({ functionId, level, text }) => {
      const line = readLine(level, text);
      write({ function: functionId, ...line });
      if (line.level === "warn" || line.level === "error") {
        tellOnce(`${line.level}: ${functionId}: ${line.message}${reasonOf(line)}`);
      }
    },
    onError: (functionId, { errorType, errorMessage, trace }) => {
      write({ level: "error", function: functionId, message: errorMessage, errorType, trace });
      tellOnce(`error: ${functionId} failed: ${errorType}: ${errorMessage}`);
    },
  };
}

interface Line extends Readonly<Record<string, unknown>> {
  readonly level: string;
  readonly message: string;
}

/** Our functions write JSON; a library may write anything. */
function readLine(level: string, text: string): Line {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    if (typeof line?.level === "string" && typeof line.message === "string") return line as Line;
  } catch {
    // Not one of ours.
  }
  return { level, message: text };
}

function reasonOf(line: Line): string {
  const reason = line["reason"] ?? (line["error"] as { message?: unknown } | undefined)?.message;
  return reason === undefined ? "" : ` (${String(reason)})`;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
