import { silentLog } from "../../lambda/runtime/log.ts";
import { type DynamoDbLocal, startDynamoDb } from "../../local/services/dynamodb.ts";
import { aState } from "./local-stack.ts";

/** DynamoDB Local over a folder of its own, which goes when it stops. */
export async function startForTests(): Promise<DynamoDbLocal> {
  const { state, remove } = await aState();
  const dynamodb = await startDynamoDb({ state, log: silentLog });
  return {
    ...dynamodb,
    stop: async () => {
      await dynamodb.stop();
      await remove();
    },
  };
}
