import type { PollReport } from "../lambda/ingest/poll-source.ts";
import type { InvocationResult } from "./invocation.ts";

/** Says in one line each what a running service does, and nothing where nothing happens. */
export function reportLive(say: (line: string) => void): {
  readonly onInvoked: (functionId: string, event: unknown, result: InvocationResult) => void;
  readonly onMail: (fields: URLSearchParams) => void;
} {
  const polledOnce = new Set<string>();
  const onPoll = (sourceId: string, payload: Partial<PollReport> | null): void => {
    const isFirst = !polledOnce.has(sourceId);
    polledOnce.add(sourceId);
    for (const { url, outcome, entries, requested, failure } of payload?.listings ?? []) {
      const found = failure ?? `${outcome}, ${entries} entries, ${requested} new or changed`;
      if (requested > 0 || failure !== null || isFirst)
        say(`${time()}  ${sourceId}: ${url}: ${found}`);
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
