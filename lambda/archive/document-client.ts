import { type DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Speaks of items as plain objects; what is undefined is left out. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next) => async (call) => {
      try {
        return await next(call);
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        throw unknownTable(call.input, error);
      }
    },
    { step: "initialize", name: "tellUnknownTable" },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** DynamoDB says only that something was not found. */
function unknownTable(input: object, cause: ResourceNotFoundException): ResourceNotFoundException {
  const table = "TableName" in input ? String(input.TableName) : "that was asked for";
  const message = `The table ${table} does not exist in this account and region: was it deleted, or is its name from another stack?`;
  return new ResourceNotFoundException({ message, $metadata: cause.$metadata });
}
