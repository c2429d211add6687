import type { ReadoutHead, Revision } from "../../readouts/revision.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { CaptureRequest } from "../capture-request.ts";

/** One change of the archive: the head, with a revision or without, and what to call it. */
export interface Step {
  readonly revision: Revision | null;
  readonly head: ReadoutHead;
  readonly outcome: string;
}

/** What a step is made of, besides what was read. */
export interface Observation {
  readonly request: CaptureRequest;
  readonly head: ReadoutHead | null;
  readonly observedAt: Instant;
  readonly now: Instant;
}
