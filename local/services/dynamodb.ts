import type { Log } from "../../lambda/runtime/log.ts";
import type { StateDirectory } from "../state.ts";
import type { LocalTable } from "../template/stack.ts";

export interface DynamoDbLocal {
  /** Streams are served at the same address. Any credentials do. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts DynamoDB Local over the state's tables. */
export async function startDynamoDb(_: {
  state: StateDirectory;
  log: Log;
}): Promise<DynamoDbLocal> {
  throw new Error("not yet written");
}

/** Creates what is missing. @returns names of the tables made now */
export async function ensureTables(
  _endpoint: string,
  _tables: readonly LocalTable[],
  _options: { timeToLive: boolean },
): Promise<readonly string[]> {
  throw new Error("not yet written");
}
