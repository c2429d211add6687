import { silentLog } from "../../lambda/runtime/log.ts";
import { startDynamoDb } from "../../local/services/dynamodb.ts";
import { declaredTables } from "./declared-tables.ts";
import type { TestDynamoDb } from "./dynamodb.ts";
import { aState } from "./local-stack.ts";

/** DynamoDB Local over a folder of its own, which goes when it stops. */
export async function startForTests(): Promise<{ about: TestDynamoDb; stop(): Promise<void> }> {
  process.env["CDK_VALIDATION"] ??= "false";
  const { state, remove } = await aState();
  const { endpoint, credentials, stop } = await startDynamoDb({ state, log: silentLog });
  return {
    about: { endpoint, credentials, tables: declaredTables() },
    stop: async () => {
      await stop();
      await remove();
    },
  };
}
