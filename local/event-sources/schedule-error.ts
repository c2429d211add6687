/** A schedule that nobody understands; its message says which part. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";
}
