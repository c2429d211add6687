import type { InvocationResult } from "../invocation.ts";
import type { PollReport } from "../../lambda/ingest/poll-source.ts";
import type { Step } from "./plan.ts";

export interface TallyTotals {
  /** Listings polled; one that the state already knew at this time is not counted. */
  readonly polled: number;
  /** Capture requests handled. */
  readonly captured: number;
  /** Alert mails that were accepted for sending. */
  readonly emails: number;
}

/** Counts what happens while a replay runs, for its progress lines and its summary. */
export class Tally {
  #polled = 0;
  #captured = 0;
  #emails = 0;
  #told: TallyTotals & { revised: number } = { polled: 0, captured: 0, emails: 0, revised: 0 };
  /** By readout and number: a record may come twice. */
  readonly #revisions = new Set<string>();
  #toldAtMs = 0;

  polled(result: InvocationResult): void {
    const report = result.ok ? (result.payload as Partial<PollReport> | null) : null;
    for (const { outcome } of report?.listings ?? []) {
      if (outcome !== "already-polled") this.#polled += 1;
    }
  }

  /** Sees every invocation that ended. */
  invoked(event: unknown, result: InvocationResult): void {
    const { Records: records } = (event ?? {}) as { Records?: unknown };
    if (!Array.isArray(records) || !result.ok) return;
    const failed = (result.payload as { batchItemFailures?: unknown[] } | null)?.batchItemFailures;
    for (const record of records as readonly EventRecord[]) {
      const keys = record.dynamodb?.Keys;
      if (keys?.readoutId?.S !== undefined && Number(keys.revision?.N) >= 1) {
        this.#revisions.add(`${keys.readoutId.S} ${keys.revision?.N}`);
      }
    }
    const isCapture =
      (records as readonly EventRecord[])[0]?.body?.includes('"readoutId"') === true;
    if (isCapture) this.#captured += records.length - (failed?.length ?? 0);
  }

  /** Sees every mail that SES took: an alert carries a tag that names it. */
  mailed(fields: URLSearchParams): void {
    const isAlert = [...fields].some(
      ([name, value]) => /^Tags\.member\.\d+\.Name$/.test(name) && value === "alert",
    );
    if (isAlert) this.#emails += 1;
  }

  /** @returns a line about a step in which something happened, or once in a while; else null */
  step(done: number, of: number, step: Step): string | null {
    const now = { ...this.totals(), revised: this.#revisions.size };
    const revisions = now.revised - this.#told.revised;
    const emails = now.emails - this.#told.emails;
    const isQuiet = revisions === 0 && emails === 0;
    if (isQuiet && done < of && performance.now() - this.#toldAtMs < 5000) return null;
    this.#told = now;
    this.#toldAtMs = performance.now();
    const parts = [
      revisions > 0 ? `${revisions} new or changed` : "nothing new",
      ...(emails > 0 ? [`${emails} mailed`] : []),
    ];
    const at = step.at.slice(0, 16).replace("T", " ");
    return `${String(done).padStart(String(of).length)}/${of}  ${at}  ${parts.join(", ")}`;
  }

  totals(): TallyTotals {
    return { polled: this.#polled, captured: this.#captured, emails: this.#emails };
  }
}

interface EventRecord {
  readonly body?: string;
  readonly dynamodb?: {
    readonly Keys?: {
      readonly readoutId?: { readonly S?: string };
      readonly revision?: { readonly N?: string };
    };
  };
}
