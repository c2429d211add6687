/** Facts of one log line. Ids, counts and reasons; never an address, a body or a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `cause` is the caught error; its name, message and stack are logged. */
  error(message: string, fields?: LogFields, cause?: unknown): void;
}

function write(level: string, message: string, fields: LogFields, cause?: unknown): void {
  const line: Record<string, unknown> = { level, message, ...fields };
  if (cause instanceof Error) {
    line["error"] = { name: cause.name, message: cause.message, stack: cause.stack };
  } else if (cause !== undefined) {
    line["error"] = String(cause);
  }
  console.log(JSON.stringify(line));
}

/** One JSON object a line on standard output, as CloudWatch Logs Insights reads it. */
export const jsonLog: Log = {
  info: (message, fields = {}) => write("info", message, fields),
  warn: (message, fields = {}) => write("warn", message, fields),
  error: (message, fields = {}, cause) => write("error", message, fields, cause),
};

/** For callers that report in their own words. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
