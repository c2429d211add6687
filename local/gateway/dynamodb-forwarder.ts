import type { DynamoDbLocal } from "../services/dynamodb.ts";
import type { Body, ServiceAnswer } from "../services/service-answer.ts";
import type { LocalStack } from "../template/stack.ts";
import { type AwsRequest, jsonOf } from "./request.ts";

/**
 * Passes a call on to DynamoDB Local, in the name of the state's own key, which alone sees the
 * tables. Streams are known to the stack under ARNs that are the same at every start; DynamoDB
 * Local has its own, with the time of the table's making, and understands only those.
 */
export function dynamoDbForwarder(
  { tables }: LocalStack,
  database: DynamoDbLocal,
): (request: AwsRequest) => Promise<ServiceAnswer> {
  const scope = `${database.credentials.accessKeyId}/20260101/us-east-1/dynamodb/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const post = async (target: string, body: Buffer | string): Promise<ServiceAnswer> => {
    const type = "application/x-amz-json-1.0";
    const headers = { "content-type": type, "x-amz-target": target, authorization };
    const answer = await fetch(database.endpoint, { method: "POST", headers, body });
    return { status: answer.status, headers: { "content-type": type }, body: await answer.text() };
  };
  const ownArns = new Map<string, string>();
  const ownArn = async (tableName: string, streamArn: string): Promise<string> => {
    const known = ownArns.get(tableName);
    if (known !== undefined) return known;
    const request = JSON.stringify({ TableName: tableName });
    const answer = await post("DynamoDB_20120810.DescribeTable", request);
    const { Table } = JSON.parse(answer.body) as { Table?: { LatestStreamArn?: string } };
    const found = Table?.LatestStreamArn ?? streamArn;
    ownArns.set(tableName, found);
    return found;
  };
  const localized = async (body: Body): Promise<string | null> => {
    const table = tables.find(({ streamArn }) => streamArn === body["StreamArn"]);
    if (table === undefined || table.streamArn === null) return null;
    return JSON.stringify({ ...body, StreamArn: await ownArn(table.name, table.streamArn) });
  };
  return async (request) => {
    const target = request.headers["x-amz-target"] ?? "";
    const isOfStreams = target.startsWith("DynamoDBStreams");
    const body = isOfStreams ? await localized(jsonOf(request)) : null;
    return await post(target, body ?? request.body);
  };
}
