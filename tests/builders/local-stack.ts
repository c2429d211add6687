import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StateDirectory, openState } from "../../local/state.ts";
import type {
  LocalFunction,
  LocalQueue,
  LocalStack,
  LocalTable,
  Statement,
} from "../../local/template/stack.ts";

/** A folder of its own below the system's temporary one. */
export async function aFolder(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "readouts-test-"));
  return { path, remove: async () => await rm(path, { recursive: true, force: true }) };
}

/** An open state folder; `remove` also gives it free. */
export async function aState(): Promise<{
  readonly state: StateDirectory;
  readonly remove: () => Promise<void>;
}> {
  const folder = await aFolder();
  return { state: await openState(folder.path), remove: folder.remove };
}

/** A table with a partition key and a stream. */
export function aTable(changes: Partial<LocalTable> = {}): LocalTable {
  const name = changes.name ?? "Communiques";
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;
  return {
    logicalId: name,
    name,
    arn,
    streamArn: `${arn}/stream/local`,
    partitionKey: { name: "id", type: "S" },
    sortKey: null,
    indexes: [],
    streamView: "NEW_AND_OLD_IMAGES",
    timeToLive: null,
    ...changes,
  };
}

/** A standard queue. */
export function aQueue(changes: Partial<LocalQueue> = {}): LocalQueue {
  const name = changes.name ?? "letters";
  return {
    logicalId: name,
    name,
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    url: `http://127.0.0.1:4600/000000000000/${name}`,
    isFifo: false,
    contentBasedDeduplication: false,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    redrive: null,
    ...changes,
  };
}

/** A statement that allows. */
export function aStatement(
  actions: readonly string[],
  resources: readonly string[],
  changes: Partial<Statement> = {},
): Statement {
  return {
    sid: null,
    effect: "Allow",
    actions,
    notActions: [],
    resources,
    notResources: [],
    conditions: {},
    ...changes,
  };
}

/** A function without rights. */
export function aFunction(changes: Partial<LocalFunction> = {}): LocalFunction {
  const name = changes.logicalId ?? "Capture";
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    assetDir: "",
    handler: "index.handler",
    timeoutSeconds: 30,
    memoryMb: 512,
    environment: {},
    roleLogicalId: `${name}Role`,
    reservedConcurrency: null,
    asyncInvoke: { retries: 2, maxAgeSeconds: 21_600, deadLetterArn: null, onFailureArn: null },
    ...changes,
  };
}

/** A stack with nothing in it. */
export function aStack(changes: Partial<LocalStack> = {}): LocalStack {
  return {
    name: "Readouts",
    tables: [],
    queues: [],
    topics: [],
    topicSubscriptions: [],
    functions: [],
    queueMappings: [],
    streamMappings: [],
    schedules: [],
    routes: [],
    mail: { identities: [], configurationSets: [], eventDestinations: [] },
    roles: [],
    permissions: [],
    outputs: {},
    notices: [],
    ...changes,
  };
}
