import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readoutsTable } from "../lambda/archive/readouts-table.ts";
import { captureDeduplicationId, captureGroup } from "../lambda/ingest/capture-request.ts";
import { jsonQueue } from "../lambda/outside/queues.ts";
import type { Log } from "../lambda/runtime/log.ts";
import { clientSettings } from "./callers.ts";
import type { VirtualClock } from "./clock.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Recording } from "./recording.ts";
import { countArchive, growth, type CountedTables } from "./replay/archive-counts.ts";
import { captureRequests } from "./replay/page-requests.ts";
import type { Plan, PlannedPoll } from "./replay/plan.ts";
import type { ProgressFile } from "./replay/progress.ts";
import { readMails } from "./replay/mails.ts";
import { playSteps } from "./replay/stepping.ts";
import { makeSubscriptions } from "./replay/subscribing.ts";
import type { ReplaySummary } from "./replay/summary.ts";
import type { Tally } from "./replay/tally.ts";
import type { LocalService } from "./service.ts";
import type { StateDirectory } from "./state.ts";

export interface ReplayOptions {
  readonly service: LocalService;
  readonly deliveries: Deliveries;
  readonly recording: Recording;
  readonly plan: Plan;
  readonly progress: ProgressFile;
  readonly clock: VirtualClock;
  readonly state: StateDirectory;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly log: Log;
}

/** Plays a recording through the stack. @returns what came of it; the service stays up */
export async function replay(options: ReplayOptions): Promise<ReplaySummary> {
  const { service, deliveries, recording, plan, clock, state, tally, say } = options;
  const startedAt = performance.now();
  const dynamoDb = new DynamoDBClient(clientSettings(service.gateway.url, "cli"));
  const archive = DynamoDBDocumentClient.from(dynamoDb);
  const tables = countedTables(service);
  const pollFunction = functionOf(service, "PollFunction");
  const before = await countArchive(archive, tables);
  const readouts = readoutsTable(archive, tables.readouts);
  const requests = captureRequests({
    readouts,
    captureQueue: jsonQueue(service.callers.sqs("cli"), output(service, "CaptureQueueUrl"), {
      group: captureGroup,
      deduplicationId: captureDeduplicationId,
    }),
    clock,
  });

  await playSteps({
    steps: plan.steps,
    clock,
    progress: options.progress,
    poll: (polls) => {
      pollInTurn(service, pollFunction, polls, tally).catch((error: unknown) => {
        options.log.error("a poll could not start", {}, error);
      });
    },
    fireSchedules: () => {
      deliveries.schedules.fireDue().catch((error: unknown) => {
        options.log.error("the schedules could not be fired", {}, error);
      });
    },
    signal: options.signal,
    settle: deliveries.settle,
    capture: requests.send,
    subscribe: async () =>
      await makeSubscriptions({
        siteUrl: service.site.url,
        subscriptions: recording.subscriptions,
        mailsTo: async (address) => await readMails(state.mails, address),
        settle: deliveries.settle,
      }),
    onStep: (done, step) => {
      const line = tally.step(done, plan.steps.length, step);
      if (line !== null) say(line);
    },
  });

  const grown = growth(before, await countArchive(archive, tables));
  const deadLetters = await countDeadLetters(service);
  dynamoDb.destroy();
  return {
    ...tally.totals(),
    ...grown,
    passedOver: plan.passedOver,
    deadLetters,
    denials: service.gateway.denials,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  };
}

/** One after the other: two polls of a source would write its state past each other. */
async function pollInTurn(
  { functions }: LocalService,
  pollFunction: string,
  polls: readonly PlannedPoll[],
  tally: Tally,
): Promise<void> {
  for (const poll of polls) {
    tally.polled(await functions.invoke(pollFunction, { ...poll, force: true }, "Event"));
  }
}

export function output(service: Pick<LocalService, "stack">, name: string): string {
  const value = service.stack.outputs[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
}

/** The logical id of the function that an output names or refers to. */
export function functionOf(service: Pick<LocalService, "stack">, name: string): string {
  const named = output(service, name);
  const found = service.stack.functions.find((f) => [f.name, f.arn, f.logicalId].includes(named));
  if (found === undefined) throw new Error(`the output ${name} names no function: ${named}`);
  return found.logicalId;
}

function countedTables(service: LocalService): CountedTables {
  return { readouts: output(service, "ReadoutsTable"), alerts: output(service, "AlertsTable") };
}

/** Queues that hold what was given up, with how much. */
async function countDeadLetters({
  stack,
  queues,
}: LocalService): Promise<readonly { readonly queue: string; readonly messages: number }[]> {
  const arns = new Set([
    ...stack.queues.map(({ redrive }) => redrive?.deadLetterArn),
    ...stack.streamMappings.map(({ onFailureArn }) => onFailureArn),
    ...stack.schedules.map(({ deadLetterArn }) => deadLetterArn),
    ...stack.functions.flatMap(({ asyncInvoke }) => [
      asyncInvoke.deadLetterArn,
      asyncInvoke.onFailureArn,
    ]),
  ]);
  const found = await Promise.all(
    stack.queues
      .filter(({ arn }) => arns.has(arn))
      .map(async ({ name }) => {
        const { ready, delayed, inFlight } = await queues.counts(name);
        return { queue: name, messages: ready + delayed + inFlight };
      }),
  );
  return found.filter(({ messages }) => messages > 0);
}
