import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../lambda/runtime/log.ts";
import { startDynamoDb } from "../../local/services/dynamodb.ts";
import { openState } from "../../local/state.ts";
import { declaredTables } from "./declared-tables.ts";
import type { TestDynamoDb } from "./dynamodb.ts";

/** A folder that Linux keeps in memory: writes take half as long as on disk. */
const memory = "/dev/shm";

/** DynamoDB Local over a folder of its own, which goes when it stops. */
export async function startForTests(): Promise<{ about: TestDynamoDb; stop(): Promise<void> }> {
  process.env["CDK_VALIDATION"] ??= "false";
  const path = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), "readouts-test-"));
  const state = await openState(path);
  const service = await startDynamoDb({ state, log: silentLog });
  return {
    about: {
      endpoint: service.endpoint,
      credentials: service.credentials,
      tables: declaredTables(),
    },
    stop: async () => {
      await service.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}
