import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

type Item = Record<string, unknown>;

/** A call takes so many keys. */
const keysInCall = 100;
const callsAtOnce = 8;

/** Items by their keys, in few calls and in any order; what is not there is left out. */
export async function getTogether(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  const calls = Array.from({ length: Math.ceil(keys.length / keysInCall) }, (_, n) =>
    keys.slice(n * keysInCall, (n + 1) * keysInCall),
  ).values();
  const found: Item[] = [];
  await Promise.all(
    Array.from({ length: callsAtOnce }, async () => {
      for (const call of calls) {
        let Keys = [...call];
        while (Keys.length > 0) {
          const answer = await client.send(
            new BatchGetCommand({ RequestItems: { [tableName]: { Keys } } }),
          );
          found.push(...(answer.Responses?.[tableName] ?? []));
          Keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
        }
      }
    }),
  );
  return found;
}
