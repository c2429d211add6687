import { tsImport } from "tsx/esm/api";

/** One DynamoDB Local for the whole run; `tests/builders/dynamodb.ts` finds it by its environment. */
export default async function start() {
  const { startForTests } = await tsImport("./builders/dynamodb-process.ts", import.meta.url);
  const dynamodb = await startForTests();
  process.env.READOUTS_TEST_DYNAMODB = JSON.stringify(dynamodb.about);
  globalThis.stopTestDynamoDb = dynamodb.stop;
}
