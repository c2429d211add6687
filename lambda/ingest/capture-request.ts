import { createHash } from "node:crypto";
import * as v from "valibot";

const schema = v.strictObject({
  sourceId: v.string(),
  readoutId: v.string(),
  /** Canonical. */
  url: v.pipe(v.string(), v.url()),
  /** The captured listing that mentions it, and the entry there; null where none does. */
  listing: v.nullable(
    v.strictObject({ url: v.string(), capturedAt: v.string(), entryId: v.string() }),
  ),
  requestedAt: v.string(),
  /** Why what it brings must not alert; null where it may. */
  quiet: v.nullable(v.picklist(["first-poll", "backfill"])),
  why: v.picklist(["listing", "recheck", "hand"]),
});

/** One document to capture. Ids only: the text is fetched, or taken from the captured listing. */
export type CaptureRequest = v.InferOutput<typeof schema>;

/** Where polls and rechecks put their requests. */
export interface CaptureQueue {
  send(requests: readonly CaptureRequest[]): Promise<void>;
}

/** @throws Error naming the field that is wrong: the message goes to the dead-letter queue */
export function readCaptureRequest(body: string): CaptureRequest {
  const result = v.safeParse(schema, JSON.parse(body));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`not a capture request: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}

/** One request at a time to a press office, whatever the number of functions at work. */
export function captureGroup(request: CaptureRequest): string {
  return new URL(request.url).host;
}

export function captureDeduplicationId(request: CaptureRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}
