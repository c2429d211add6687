import type { Call } from "../policy.ts";
import type { DynamoDbLocal } from "../services/dynamodb.ts";
import { type Body, jsonError } from "../services/service-answer.ts";
import { arnOf } from "../template/references.ts";
import type { LocalStack } from "../template/stack.ts";
import { dynamoDbForwarder } from "./dynamodb-forwarder.ts";
import { jsonOf, targetOf } from "./request.ts";
import { type AwsService, common, everything } from "./service.ts";

/** Tables and their streams: passed on to DynamoDB Local as they came, but for the credentials. */
export function dynamoDbService(stack: LocalStack, database: DynamoDbLocal): AwsService {
  const forward = dynamoDbForwarder(stack, database);
  return {
    needs: (request) => {
      const action = targetOf(request);
      return (request.headers["x-amz-target"] ?? "").startsWith("DynamoDBStreams")
        ? streamNeeds(action, jsonOf(request), stack)
        : tableNeeds(action, jsonOf(request), stack);
    },
    answer: forward,
    refuse: (kind, message) =>
      jsonError(
        `com.amazon.coral.service#${kind === "denied" ? "AccessDeniedException" : "SerializationException"}`,
        message,
      ),
  };
}

/**
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
function tableNeeds(action: string, body: Body, stack: LocalStack): readonly Call[] {
  const need = (name: string, tableName: unknown, fields: Body): Call => {
    const table = arnOf("dynamodb", `table/${String(tableName).split("/").at(-1)}`);
    const index = fields["IndexName"];
    return {
      action: `dynamodb:${name}`,
      resource: typeof index === "string" ? `${table}/index/${index}` : table,
      context: { ...common, ...leadingKeys(name, tableName, fields, stack) },
    };
  };
  switch (action) {
    case "BatchGetItem":
    case "BatchWriteItem":
      return Object.keys((body["RequestItems"] ?? {}) as Body).map((name) =>
        need(action, name, {}),
      );
    case "TransactGetItems":
      return items(body).map(({ Get }) => need("GetItem", (Get as Body)["TableName"], Get as Body));
    case "TransactWriteItems":
      return items(body).flatMap((item) =>
        Object.entries(item).map(([kind, fields]) =>
          need(
            kind === "ConditionCheck" ? "ConditionCheckItem" : `${kind}Item`,
            (fields as Body)["TableName"],
            fields as Body,
          ),
        ),
      );
    case "ExecuteStatement":
      return [statementNeed(String(body["Statement"]))];
    default:
      return body["TableName"] === undefined
        ? [{ action: `dynamodb:${action}`, resource: everything, context: common }]
        : [need(action, body["TableName"], body)];
  }
}

function items(body: Body): readonly Body[] {
  return (body["TransactItems"] ?? []) as readonly Body[];
}

/** The partition keys a call touches; not there for calls where only the expression tells them. */
function leadingKeys(
  action: string,
  tableName: unknown,
  fields: Body,
  { tables }: LocalStack,
): Call["context"] {
  if (action === "Scan") return { "dynamodb:LeadingKeys": null };
  const key = tables.find(({ name }) => name === tableName)?.partitionKey.name;
  const item = (fields["Key"] ?? fields["Item"] ?? {}) as Readonly<Record<string, Body>>;
  const value = key === undefined ? undefined : item[key];
  return value === undefined ? {} : { "dynamodb:LeadingKeys": Object.values(value).map(String) };
}

/** PartiQL: `SELECT * FROM "Table"."Index"`. */
function statementNeed(statement: string): Call {
  const verb = (/^\s*(\w+)/.exec(statement)?.[1] ?? "").toLowerCase();
  const place = /\b(?:from|into|update)\s+"?([\w.-]+?)"?(?:\."([\w.-]+)")?(?=[\s;]|$)/i.exec(
    statement,
  );
  const table = arnOf("dynamodb", `table/${place?.[1] ?? everything}`);
  return {
    action: `dynamodb:PartiQL${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
    resource: place?.[2] === undefined ? table : `${table}/index/${place[2]}`,
    context: common,
  };
}

function streamNeeds(action: string, body: Body, { tables }: LocalStack): readonly Call[] {
  // DynamoDB Local's iterators carry the stream's ARN, in which the table's name stands.
  const named = String(body["StreamArn"] ?? body["ShardIterator"] ?? "");
  const name = /table\/([^/]+)\/stream/.exec(named)?.[1] ?? body["TableName"];
  const streamArn = tables.find((table) => table.name === name)?.streamArn;
  return [{ action: `dynamodb:${action}`, resource: streamArn ?? everything, context: common }];
}
