import type { PollReport } from "../lambda/ingest/poll-source.ts";
import type { InvocationResult } from "./invocation.ts";

/** Says in one line each what a running service does, and nothing where nothing happens. */
export function reportLive(say: (line: string) => void): {
  readonly onInvoked: (functionId: string, event: unknown, result: InvocationResult) => void;
  readonly onMail: (fields: URLSearchParams) => void;
} {
  /** By listing; one never polled has none, and so its first poll is told of. */
  const lastFailures = new Map<string, string | null>();
  const onPoll = (sourceId: string, payload: Partial<PollReport> | null): void => {
    for (const { url, outcome, entries, requested, failure } of payload?.listings ?? []) {
      const isNews = requested > 0 || lastFailures.get(url) !== failure;
      lastFailures.set(url, failure);
      const found = `${url}: ${outcome}, ${entries} entries, ${requested} new or changed`;
      if (isNews) say(`${time()}  ${sourceId}: ${failure ?? found}`);
    }
  };

  return {
    onInvoked: (_, event, result) => {
      if (!result.ok) return;
      const { sourceId, Records: records } = (event ?? {}) as SeenEvent;
      if (typeof sourceId === "string")
        onPoll(sourceId, result.payload as Partial<PollReport> | null);
      for (const { dynamodb } of records ?? []) {
        const id = dynamodb?.Keys?.readoutId?.S;
        const revision = Number(dynamodb?.Keys?.revision?.N ?? 0);
        if (id !== undefined && revision > 0)
          say(`${time()}  archived ${id}, revision ${revision}`);
      }
    },
    onMail: () => say(`${time()}  a mail lies in the inbox`),
  };
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}

interface SeenEvent {
  readonly sourceId?: unknown;
  readonly Records?: readonly {
    readonly dynamodb?: {
      readonly Keys?: {
        readonly readoutId?: { readonly S?: string };
        readonly revision?: { readonly N?: string };
      };
    };
  }[];
}
