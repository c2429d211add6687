import type { InvocationResult } from "./invocation.ts";

/** Says in one line each what a running service does, and nothing where nothing happens. */
export function reportLive(say: (line: string) => void): {
  readonly onInvoked: (functionId: string, event: unknown, result: InvocationResult) => void;
  readonly onMail: (fields: URLSearchParams) => void;
} {
  const polledOnce = new Set<string>();
  const onPoll = (sourceId: string, payload: unknown): void => {
    const { outcome, entries, enqueued, problems } = (payload ?? {}) as PollPayload;
    const isFirst = !polledOnce.has(sourceId);
    polledOnce.add(sourceId);
    const found = `${entries ?? 0} entries, ${enqueued ?? 0} new or changed`;
    if ((enqueued ?? 0) > 0 || isFirst) say(`${time()}  ${sourceId}: ${String(outcome)}, ${found}`);
    for (const problem of problems ?? []) say(`${time()}  ${sourceId}: ${textOf(problem)}`);
  };

  return {
    onInvoked: (_, event, result) => {
      if (!result.ok) return;
      const { sourceId, Records: records } = (event ?? {}) as SeenEvent;
      if (typeof sourceId === "string") onPoll(sourceId, result.payload);
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

interface PollPayload {
  readonly outcome?: unknown;
  readonly entries?: number;
  readonly enqueued?: number;
  readonly problems?: readonly unknown[];
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

function textOf(problem: unknown): string {
  return typeof problem === "string" ? problem : JSON.stringify(problem);
}
