import type { Fields } from "./fields.ts";
import type { InvokePermission, LocalRole, Statement } from "./stack.ts";
import type { Entry } from "./storage.ts";
import { isObject, type Notices, TemplateError } from "./template.ts";

/** Managed policies that only let a function write its own logs and traces. */
const logsAndTraces = [
  "service-role/AWSLambdaBasicExecutionRole",
  "service-role/AWSLambdaSQSQueueExecutionRole",
  "service-role/AWSLambdaDynamoDBExecutionRole",
  "AWSXRayDaemonWriteAccess",
];

export function readRole({ logicalId, fields, notices, own }: Entry): LocalRole {
  fields.ignore("AssumeRolePolicyDocument", "RoleName", "Description", "Path", "Tags");
  fields.ignore("MaxSessionDuration");
  for (const managed of fields.texts("ManagedPolicyArns")) {
    if (logsAndTraces.some((name) => managed.endsWith(`:policy/${name}`))) continue;
    notices.add(
      logicalId,
      `local mode does not know what ${managed} allows; it counts for nothing`,
    );
  }
  const statements = fields
    .objects("Policies")
    .flatMap((policy) => readStatements(policy.object("PolicyDocument")));
  return { logicalId, arn: own("Arn"), statements };
}

/** AWS::IAM::Policy and ManagedPolicy: statements and the names of the roles they belong to. */
export function readPolicy({ fields }: Entry): {
  roles: readonly string[];
  statements: readonly Statement[];
} {
  fields.ignore("PolicyName", "ManagedPolicyName", "Description", "Path", "Users", "Groups");
  const roles = [
    ...fields.texts("Roles"),
    ...(fields.has("RoleName") ? [fields.needText("RoleName")] : []),
  ];
  return { roles, statements: readStatements(fields.object("PolicyDocument")) };
}

export function readPermission(
  { fields }: Entry,
  functionId: (reference: string) => string | null,
): InvokePermission | null {
  const id = functionId(fields.needText("FunctionName"));
  const permission = {
    principal: fields.needText("Principal"),
    sourceArn: fields.text("SourceArn", null),
  };
  fields.ignore("Action", "SourceAccount", "FunctionUrlAuthType", "InvokedViaFunctionUrl");
  return id === null ? null : { functionId: id, ...permission };
}

function readStatements(document: Fields): readonly Statement[] {
  return document.objects("Statement").map((statement): Statement => {
    const effect = statement.needText("Effect");
    if (effect !== "Allow" && effect !== "Deny") {
      throw new TemplateError(`${statement.where}.Effect is neither Allow nor Deny`);
    }
    return {
      sid: statement.text("Sid", null),
      effect,
      actions: statement.texts("Action"),
      notActions: statement.texts("NotAction"),
      resources: statement.texts("Resource"),
      notResources: statement.texts("NotResource"),
      conditions: readConditions(statement.raw("Condition"), statement.where),
    };
  });
}

function readConditions(value: unknown, where: string): Statement["conditions"] {
  if (value === undefined) return {};
  if (!isObject(value)) throw new TemplateError(`${where}.Condition should be an object`);
  return Object.fromEntries(
    Object.entries(value).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => [
          key,
          (Array.isArray(values) ? values : [values]).map(String),
        ]),
      ),
    ]),
  );
}

/** Who may publish, of an AWS::SNS::TopicPolicy: without `ses.amazonaws.com` no event would arrive. */
export function readPublishers({ fields }: Entry): {
  topics: readonly string[];
  services: readonly string[];
} {
  const services = fields
    .object("PolicyDocument")
    .objects("Statement")
    .filter((statement) => statement.text("Effect", "Allow") === "Allow")
    .flatMap((statement) => {
      const principal = statement.raw("Principal");
      return isObject(principal) ? [principal["Service"]].flat().map(String) : [String(principal)];
    });
  return { topics: fields.texts("Topics"), services };
}

/** A topic that SES publishes to must say that SES may. */
export function checkPublishers(
  destinations: readonly { topicArn: string; logicalId: string }[],
  policies: readonly { topics: readonly string[]; services: readonly string[] }[],
  notices: Notices,
): void {
  for (const { topicArn, logicalId } of destinations) {
    const mayPublish = policies.some(
      ({ topics, services }) =>
        topics.includes(topicArn) &&
        services.some((name) => name === "ses.amazonaws.com" || name === "*"),
    );
    if (mayPublish) continue;
    notices.add(
      logicalId,
      `the policy of ${topicArn} does not let ses.amazonaws.com publish; in AWS no event would arrive`,
    );
  }
}
