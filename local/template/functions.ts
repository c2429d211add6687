import type { Fields } from "./fields.ts";
import type { AsyncInvoke, LocalFunction, LocalRoute, LocalSchedule } from "./stack.ts";
import type { Entry } from "./storage.ts";
import { TemplateError } from "./template.ts";

/** What the readers of functions must be able to look up. */
export interface Lookup {
  /** The logical id of what has this name, ARN or reference; null if it is not of the type. */
  find(type: string, reference: string): string | null;
  /** The folder of an asset, by the key of its zip in the asset bucket; null if there is none. */
  assetDir(objectKey: string): string | null;
}

export const lambda = "AWS::Lambda::Function";

/** @returns null for a function whose code is not a bundle of this assembly, which is noticed */
export function readFunction(
  { logicalId, fields, notices, own }: Entry,
  lookup: Lookup,
): LocalFunction | null {
  const code = fields.object("Code");
  const assetDir = lookup.assetDir(code.text("S3Key", ""));
  const runtime = fields.text("Runtime", "");
  if (assetDir === null || !runtime.startsWith("nodejs")) {
    notices.add(logicalId, `is no bundle for Node (${runtime}); local mode does not run it`);
    return null;
  }
  const variables = fields.object("Environment").raw("Variables") ?? {};
  const role = lookup.find("AWS::IAM::Role", fields.needText("Role"));
  if (role === null) throw new TemplateError(`${fields.where}: its role is not in this template`);
  fields.ignore("FunctionName", "Architectures", "Description", "Tags", "EphemeralStorage");
  fields.ignore("LoggingConfig", "TracingConfig", "RecursiveLoop", "RuntimeManagementConfig");
  return {
    logicalId,
    name: own(null),
    arn: own("Arn"),
    assetDir,
    handler: fields.needText("Handler"),
    timeoutSeconds: fields.number("Timeout", 3),
    memoryMb: fields.number("MemorySize", 128),
    environment: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, String(value)]),
    ),
    roleLogicalId: role,
    reservedConcurrency: fields.number("ReservedConcurrentExecutions", null),
    asyncInvoke: {
      ...defaultAsyncInvoke,
      deadLetterArn: fields.object("DeadLetterConfig").text("TargetArn", null),
    },
  };
}

/** Lambda's own: two retries, six hours. */
const defaultAsyncInvoke: AsyncInvoke = {
  retries: 2,
  maxAgeSeconds: 21_600,
  deadLetterArn: null,
  onFailureArn: null,
};

/** AWS::Lambda::EventInvokeConfig: changes how its function takes events. */
export function readAsyncInvoke(
  { fields }: Entry,
  lookup: Lookup,
): { functionId: string; settings: Omit<AsyncInvoke, "deadLetterArn"> } | null {
  const functionId = lookup.find(lambda, fields.needText("FunctionName"));
  const destinations = fields.ignore("Qualifier").object("DestinationConfig");
  const settings = {
    retries: fields.number("MaximumRetryAttempts", defaultAsyncInvoke.retries),
    maxAgeSeconds: fields.number("MaximumEventAgeInSeconds", defaultAsyncInvoke.maxAgeSeconds),
    onFailureArn: destinations.object("OnFailure").text("Destination", null),
  };
  return functionId === null ? null : { functionId, settings };
}

/** @returns null for a schedule whose target is no function of this stack, which is noticed */
export function readSchedule(
  { logicalId, fields, notices, own }: Entry,
  lookup: Lookup,
): LocalSchedule | null {
  const target = fields.object("Target");
  const functionId = lookup.find(lambda, target.needText("Arn"));
  const window = fields.object("FlexibleTimeWindow");
  const retry = target.object("RetryPolicy");
  const role = target.text("RoleArn", null);
  const schedule = {
    logicalId,
    name: own(null),
    expression: fields.needText("ScheduleExpression"),
    timeZone: fields.text("ScheduleExpressionTimezone", "UTC"),
    enabled: fields.text("State", "ENABLED") === "ENABLED",
    flexibleWindowMinutes: window.number("MaximumWindowInMinutes", null),
    input: target.text("Input", null),
    // EventBridge Scheduler's own: 185 retries within a day.
    retries: retry.number("MaximumRetryAttempts", 185),
    maxAgeSeconds: retry.number("MaximumEventAgeInSeconds", 86_400),
    deadLetterArn: target.object("DeadLetterConfig").text("Arn", null),
    roleLogicalId: role === null ? null : lookup.find("AWS::IAM::Role", role),
  };
  fields.ignore("Name", "GroupName", "Description", "KmsKeyArn");
  if (functionId === null) {
    notices.add(logicalId, "starts something that is no function of this stack; it is left out");
    return null;
  }
  return { ...schedule, functionId };
}

/** @returns null for a route that leads to no function, which is noticed */
export function readRoute(
  { logicalId, fields, notices }: Entry,
  integration: (logicalId: string) => Fields | null,
  lookup: Lookup,
): LocalRoute | null {
  const key = fields.needText("RouteKey");
  const target = integration(fields.text("Target", "").replace(/^integrations\//, ""));
  fields.ignore("ApiId", "OperationName", "ApiKeyRequired");
  if (fields.text("AuthorizationType", "NONE") !== "NONE") {
    notices.add(logicalId, `the route ${key} has an authorizer, which local mode leaves out`);
  }
  const uri = target?.text("IntegrationUri", "") ?? "";
  const functionId = lookup.find(lambda, /(arn:aws:lambda:[^/]+)/.exec(uri)?.[1] ?? uri);
  if (functionId === null || target === null) {
    notices.add(logicalId, `the route ${key} leads to no function of this stack`);
    return null;
  }
  const [method, path] = key === "$default" ? ["ANY", key] : key.split(" ");
  return {
    logicalId,
    method: method ?? "ANY",
    path: path ?? "$default",
    functionId,
    payloadVersion: target.text("PayloadFormatVersion", "1.0"),
  };
}
