import { Fields } from "./fields.ts";
import {
  type Lookup,
  readAsyncInvoke,
  readFunction,
  readRoute,
  readSchedule,
} from "./functions.ts";
import { readMapping } from "./mappings.ts";
import {
  checkPublishers,
  readPermission,
  readPolicy,
  readPublishers,
  readRole,
} from "./permissions.ts";
import type { LocalRole, LocalStack, MailEventDestination, MailSettings } from "./stack.ts";
import { type Entry, readQueue, readTable, readTopic, readTopicSubscription } from "./storage.ts";
import type { Json, Notices } from "./template.ts";

/** One resource with its properties resolved. */
export interface Resolved {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  readonly own: (attribute: string | null) => string;
}

/** Types which no handler can tell are missing. */
const withoutEffect = [
  /^AWS::(Logs|CloudWatch|IAM|Route53|CertificateManager|Budgets|CDK|KMS)::/,
  /^AWS::ApiGatewayV2::(Api|Stage|DomainName|ApiMapping|Integration)$/,
  /^AWS::(SQS::QueuePolicy|SNS::TopicPolicy|Scheduler::ScheduleGroup)$/,
];

/** Turns resolved resources into the stack's plain data. */
export function readResources(
  resources: readonly Resolved[],
  lookup: Lookup,
  notices: Notices,
): Omit<LocalStack, "name" | "outputs" | "notices"> {
  const seen = new Set<string>();
  const entries = resources.map((one): Entry => {
    const fields = new Fields(one.logicalId, one.properties);
    return { logicalId: one.logicalId, type: one.type, fields, notices, own: one.own };
  });
  const each = <T>(types: readonly string[], read: (entry: Entry) => T | null): readonly T[] =>
    entries.flatMap((entry) => {
      if (!types.includes(entry.type)) return [];
      seen.add(entry.type);
      const result = read(entry);
      entry.fields.finish(entry.logicalId, notices);
      return result === null ? [] : [result];
    });
  const integration = (logicalId: string): Fields | null =>
    entries.find((entry) => entry.logicalId === logicalId)?.fields ?? null;
  const functionNamed = (reference: string): string | null =>
    lookup.find("AWS::Lambda::Function", reference);

  const asyncSettings = each(["AWS::Lambda::EventInvokeConfig"], (e) => readAsyncInvoke(e, lookup));
  const functions = each(["AWS::Lambda::Function"], (e) => readFunction(e, lookup)).map((one) => {
    const settings = asyncSettings.find(({ functionId }) => functionId === one.logicalId)?.settings;
    return { ...one, asyncInvoke: { ...one.asyncInvoke, ...settings } };
  });
  const mappings = each(["AWS::Lambda::EventSourceMapping"], (e) => readMapping(e, lookup));
  const stack = {
    tables: each(["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"], readTable),
    queues: each(["AWS::SQS::Queue"], readQueue),
    topics: each(["AWS::SNS::Topic"], readTopic),
    topicSubscriptions: each(["AWS::SNS::Subscription"], readTopicSubscription),
    functions,
    queueMappings: mappings.flatMap((one) => (one.kind === "queue" ? [one.mapping] : [])),
    streamMappings: mappings.flatMap((one) => (one.kind === "stream" ? [one.mapping] : [])),
    schedules: each(["AWS::Scheduler::Schedule"], (e) => readSchedule(e, lookup)),
    routes: each(["AWS::ApiGatewayV2::Route"], (e) => readRoute(e, integration, lookup)),
    mail: readMail(each, notices),
    roles: readRoles(each, lookup),
    permissions: each(["AWS::Lambda::Permission"], (e) => readPermission(e, functionNamed)),
  };
  for (const { logicalId, type } of entries) {
    if (seen.has(type) || withoutEffect.some((pattern) => pattern.test(type))) continue;
    notices.add(logicalId, `local mode does not know ${type} and leaves it out`);
  }
  return stack;
}

type Each = <T>(types: readonly string[], read: (entry: Entry) => T | null) => readonly T[];

function readRoles(each: Each, lookup: Lookup): readonly LocalRole[] {
  const policies = each(
    ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"],
    readPolicy,
  );
  return each(["AWS::IAM::Role"], readRole).map((role) => ({
    ...role,
    statements: [
      ...role.statements,
      ...policies
        .filter(({ roles }) =>
          roles.some((name) => lookup.find("AWS::IAM::Role", name) === role.logicalId),
        )
        .flatMap(({ statements }) => statements),
    ],
  }));
}

function readMail(each: Each, notices: Notices): MailSettings {
  const destinations = each(
    ["AWS::SES::ConfigurationSetEventDestination"],
    ({ logicalId, fields }) => {
      const destination = fields.object("EventDestination");
      const topicArn = destination.object("SnsDestination").text("TopicARN", null);
      const configurationSet = fields.needText("ConfigurationSetName");
      if (topicArn === null) {
        notices.add(
          logicalId,
          "sends SES events elsewhere than to SNS; local mode leaves that out",
        );
        return null;
      }
      const enabled = destination.flag("Enabled", true);
      const events = destination.texts("MatchingEventTypes").map(spelling);
      return { logicalId, configurationSet, enabled, events, topicArn };
    },
  );
  checkPublishers(destinations, each(["AWS::SNS::TopicPolicy"], readPublishers), notices);
  return {
    identities: each(["AWS::SES::EmailIdentity"], ({ fields }) => {
      fields.ignore("ConfigurationSetAttributes", "DkimAttributes", "DkimSigningAttributes");
      fields.ignore("FeedbackAttributes", "MailFromAttributes", "Tags");
      return fields.needText("EmailIdentity");
    }),
    configurationSets: each(["AWS::SES::ConfigurationSet"], ({ fields, own }) => {
      fields.ignore("Name", "DeliveryOptions", "ReputationOptions", "SendingOptions", "VdmOptions");
      fields.ignore("SuppressionOptions", "TrackingOptions", "ArchivingOptions", "Tags");
      return own(null);
    }),
    eventDestinations: destinations.map(
      ({ configurationSet, enabled, events, topicArn }): MailEventDestination => ({
        configurationSet,
        enabled,
        events,
        topicArn,
      }),
    ),
  };
}

/** The template writes `renderingFailure`; the event says `Rendering Failure`. */
function spelling(event: string): string {
  const spaced = event.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  return (
    spaced.charAt(0).toUpperCase() + spaced.slice(1).replaceAll(/ ([a-z])/g, (s) => s.toUpperCase())
  );
}
