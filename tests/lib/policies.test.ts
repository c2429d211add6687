import { describe, expect, test } from "@jest/globals";
import { resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

/** What each role may do: exactly these calls on exactly these resources. */
const expected: Readonly<Record<string, readonly string[]>> = {
  IngestionPoll: [
    "dynamodb:GetItem ArchiveSources",
    "dynamodb:PutItem ArchiveCaptures",
    "dynamodb:PutItem ArchiveSources",
    "dynamodb:UpdateItem ArchiveCaptures",
    "sqs:SendMessage IngestionCapturesQueue",
  ],
  IngestionCapture: [
    "dynamodb:GetItem ArchiveCaptures",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:PutItem ArchiveCaptures",
    "dynamodb:PutItem ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:UpdateItem ArchiveCaptures",
    "sqs:ChangeMessageVisibility IngestionCapturesQueue",
    "sqs:DeleteMessage IngestionCapturesQueue",
    "sqs:GetQueueAttributes IngestionCapturesQueue",
    "sqs:GetQueueUrl IngestionCapturesQueue",
    "sqs:ReceiveMessage IngestionCapturesQueue",
  ],
  IngestionRecheck: [
    "dynamodb:PutItem ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/dueForRecheck",
    "sqs:SendMessage IngestionCapturesQueue",
  ],
  SourcesWatch: ["dynamodb:GetItem ArchiveSources"],
  IngestionSchedules: [
    "lambda:InvokeFunction AlertingDigest",
    "lambda:InvokeFunction AlertingQuietMonthsAllIsWell",
    "lambda:InvokeFunction AlertingStandingQueriesKeep",
    "lambda:InvokeFunction IndexingCompact",
    "lambda:InvokeFunction IngestionPoll",
    "lambda:InvokeFunction IngestionRecheck",
    "lambda:InvokeFunction OutcomesWatch",
    "lambda:InvokeFunction SourcesWatch",
    "sqs:SendMessage IngestionSchedulesDeadLetters",
  ],
  AlertingStandingQueriesKeep: [
    "dynamodb:DeleteItem AlertingStandingQueriesTable",
    "dynamodb:DescribeStream ArchiveSubscriptions.StreamArn",
    "dynamodb:GetItem AlertingStandingQueriesTable",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetRecords ArchiveSubscriptions.StreamArn",
    "dynamodb:GetShardIterator ArchiveSubscriptions.StreamArn",
    "dynamodb:ListStreams ArchiveSubscriptions.StreamArn",
    "dynamodb:PutItem AlertingStandingQueriesTable",
    "dynamodb:Query AlertingStandingQueriesTable",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/byMonth",
    "dynamodb:Scan ArchiveSubscriptions",
    "sqs:GetQueueAttributes AlertingUnmatched",
    "sqs:GetQueueUrl AlertingUnmatched",
    "sqs:SendMessage AlertingUnmatched",
  ],
  AlertingMatch: [
    "dynamodb:BatchGetItem ArchiveAlerts",
    "dynamodb:DescribeStream ArchiveReadouts.StreamArn",
    "dynamodb:GetItem AlertingStandingQueriesTable",
    "dynamodb:GetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetRecords ArchiveReadouts.StreamArn",
    "dynamodb:GetShardIterator ArchiveReadouts.StreamArn",
    "dynamodb:ListStreams ArchiveReadouts.StreamArn",
    "dynamodb:PutItem ArchiveAlerts",
    "dynamodb:PutItem ArchiveCopies",
    "dynamodb:Query AlertingStandingQueriesTable",
    "dynamodb:Query ArchiveAlerts/index/told",
    "dynamodb:Query ArchiveCopies",
    "dynamodb:Scan ArchiveSubscriptions/index/activeQueries",
    "sqs:GetQueueAttributes AlertingUnmatched",
    "sqs:GetQueueUrl AlertingUnmatched",
    "sqs:SendMessage AlertingDeliveriesQueue",
    "sqs:SendMessage AlertingUnmatched",
  ],
  AlertingDeliver: [
    "dynamodb:BatchGetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem ArchiveSources",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetItem ArchiveSuppressions",
    "dynamodb:GetItem LimitsCounters",
    "dynamodb:Query ArchiveAlerts",
    "dynamodb:Query ArchiveReadouts/index/bySource",
    "dynamodb:Query ArchiveSubscriptions",
    "dynamodb:UpdateItem ArchiveAlerts",
    "dynamodb:UpdateItem LimitsCounters",
    "ses:GetSendQuota *",
    "ses:SendRawEmail configuration-set/MailConfigurationSet",
    "ses:SendRawEmail identity/*",
    "sqs:ChangeMessageVisibility AlertingDeliveriesQueue",
    "sqs:ChangeMessageVisibility AlertingDigestsQueue",
    "sqs:DeleteMessage AlertingDeliveriesQueue",
    "sqs:DeleteMessage AlertingDigestsQueue",
    "sqs:GetQueueAttributes AlertingDeliveriesQueue",
    "sqs:GetQueueAttributes AlertingDigestsQueue",
    "sqs:GetQueueUrl AlertingDeliveriesQueue",
    "sqs:GetQueueUrl AlertingDigestsQueue",
    "sqs:ReceiveMessage AlertingDeliveriesQueue",
    "sqs:ReceiveMessage AlertingDigestsQueue",
    "sqs:SendMessage AlertingDeliveriesQueue",
    "sqs:SendMessage AlertingDigestsQueue",
    "ssm:GetParameter parameter/readouts/Readouts/link-secret",
    "ssm:PutParameter parameter/readouts/Readouts/link-secret",
  ],
  AlertingQuietMonthsAllIsWell: [
    "dynamodb:GetItem ArchiveAlerts",
    "dynamodb:PutItem ArchiveAlerts",
    "dynamodb:Query ArchiveAlerts",
    "dynamodb:Scan ArchiveSubscriptions",
    "sqs:SendMessage AlertingDigestsQueue",
  ],
  AlertingDigest: [
    "dynamodb:PutItem ArchiveAlerts",
    "dynamodb:Query ArchiveAlerts/index/waits",
    "dynamodb:UpdateItem ArchiveAlerts",
    "sqs:SendMessage AlertingDeliveriesQueue",
    "sqs:SendMessage AlertingDigestsQueue",
  ],
  OutcomesWatch: [
    "dynamodb:BatchGetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:Query ArchiveAlerts/index/told",
    "dynamodb:Query ArchiveAlerts/index/waits",
    "dynamodb:Query ArchiveCopies",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/byMonth",
    "dynamodb:Scan ArchiveSubscriptions/index/activeQueries",
    "dynamodb:UpdateItem ArchiveAlerts",
    "ses:DescribeConfigurationSet *",
    "ses:GetSendStatistics *",
    "ses:UpdateConfigurationSetSendingEnabled *",
  ],
  IndexingAdd: [
    "dynamodb:DescribeStream ArchiveReadouts.StreamArn",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetRecords ArchiveReadouts.StreamArn",
    "dynamodb:GetShardIterator ArchiveReadouts.StreamArn",
    "dynamodb:ListStreams ArchiveReadouts.StreamArn",
    "dynamodb:PutItem SearchIndex",
    "sqs:GetQueueAttributes IndexingUnindexed",
    "sqs:GetQueueUrl IndexingUnindexed",
    "sqs:SendMessage IndexingUnindexed",
  ],
  IndexingCompact: [
    "dynamodb:BatchGetItem ArchiveReadouts",
    "dynamodb:BatchGetItem SearchIndex",
    "dynamodb:BatchWriteItem SearchIndex",
    "dynamodb:DeleteItem SearchIndex",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem SearchIndex",
    "dynamodb:PutItem SearchIndex",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/byMonth",
    "dynamodb:Query SearchIndex",
  ],
  FeedbackRecord: [
    "dynamodb:GetItem ArchiveAlerts",
    "dynamodb:GetItem ArchiveSuppressions",
    "dynamodb:PutItem ArchiveSubscriptions",
    "dynamodb:PutItem ArchiveSuppressions",
    "dynamodb:Query ArchiveSubscriptions",
    "dynamodb:UpdateItem ArchiveAlerts",
    "dynamodb:UpdateItem ArchiveWebhooks",
    "sqs:GetQueueAttributes FeedbackUnrecorded",
    "sqs:GetQueueUrl FeedbackUnrecorded",
    "sqs:SendMessage FeedbackUnrecorded",
  ],
  WebhooksAnnounce: [
    "dynamodb:DescribeStream ArchiveAlerts.StreamArn",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetItem ArchiveWebhooks",
    "dynamodb:GetRecords ArchiveAlerts.StreamArn",
    "dynamodb:GetShardIterator ArchiveAlerts.StreamArn",
    "dynamodb:ListStreams ArchiveAlerts.StreamArn",
    "dynamodb:PutItem ArchiveWebhooks",
    "sqs:GetQueueAttributes WebhooksUnannounced",
    "sqs:GetQueueUrl WebhooksUnannounced",
    "sqs:SendMessage WebhooksUnannounced",
    "sqs:SendMessage WebsiteWebhooksQueue",
  ],
  WebhooksPost: [
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetItem ArchiveWebhooks",
    "dynamodb:UpdateItem ArchiveWebhooks",
    "sqs:ChangeMessageVisibility WebsiteWebhooksQueue",
    "sqs:DeleteMessage WebsiteWebhooksQueue",
    "sqs:GetQueueAttributes WebsiteWebhooksQueue",
    "sqs:GetQueueUrl WebsiteWebhooksQueue",
    "sqs:ReceiveMessage WebsiteWebhooksQueue",
    "sqs:SendMessage WebsiteRequestsQueue",
  ],
  WebsiteHttp: [
    "dynamodb:BatchGetItem ArchiveReadouts",
    "dynamodb:BatchGetItem ArchiveSources",
    "dynamodb:BatchGetItem SearchIndex",
    "dynamodb:DeleteItem ArchiveAlerts",
    "dynamodb:DeleteItem ArchiveSubscriptions",
    "dynamodb:DeleteItem ArchiveWebhooks",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetItem ArchiveSuppressions",
    "dynamodb:GetItem ArchiveWebhooks",
    "dynamodb:GetItem SearchIndex",
    "dynamodb:PutItem ArchiveSubscriptions",
    "dynamodb:PutItem ArchiveSuppressions",
    "dynamodb:PutItem ArchiveWebhooks",
    "dynamodb:Query ArchiveAlerts",
    "dynamodb:Query ArchiveCopies",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/byMonth",
    "dynamodb:Query ArchiveReadouts/index/bySource",
    "dynamodb:Query ArchiveSubscriptions",
    "dynamodb:Query ArchiveWebhooks",
    "dynamodb:Query SearchIndex",
    "dynamodb:UpdateItem LimitsCounters",
    "sqs:SendMessage WebsiteRequestsQueue",
    "sqs:SendMessage WebsiteWebhooksQueue",
    "ssm:GetParameter parameter/readouts/Readouts/link-secret",
  ],
  RequestsRequest: [
    "dynamodb:BatchGetItem ArchiveReadouts",
    "dynamodb:BatchGetItem SearchIndex",
    "dynamodb:GetItem ArchiveReadouts",
    "dynamodb:GetItem ArchiveSubscriptions",
    "dynamodb:GetItem ArchiveSuppressions",
    "dynamodb:GetItem ArchiveWebhooks",
    "dynamodb:GetItem LimitsCounters",
    "dynamodb:GetItem SearchIndex",
    "dynamodb:PutItem ArchiveSubscriptions",
    "dynamodb:PutItem ArchiveSuppressions",
    "dynamodb:Query ArchiveReadouts",
    "dynamodb:Query ArchiveReadouts/index/byMonth",
    "dynamodb:Query ArchiveSubscriptions",
    "dynamodb:Query SearchIndex",
    "dynamodb:UpdateItem ArchiveWebhooks",
    "dynamodb:UpdateItem LimitsCounters",
    "ses:DeleteSuppressedDestination *",
    "ses:GetSendQuota *",
    "ses:SendRawEmail configuration-set/MailConfigurationSet",
    "ses:SendRawEmail identity/*",
    "sqs:ChangeMessageVisibility WebsiteRequestsQueue",
    "sqs:DeleteMessage WebsiteRequestsQueue",
    "sqs:GetQueueAttributes WebsiteRequestsQueue",
    "sqs:GetQueueUrl WebsiteRequestsQueue",
    "sqs:ReceiveMessage WebsiteRequestsQueue",
    "sqs:SendMessage WebsiteRequestsQueue",
    "ssm:GetParameter parameter/readouts/Readouts/link-secret",
    "ssm:PutParameter parameter/readouts/Readouts/link-secret",
  ],
};

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const template = synthesize();
const roles = resourcesOf(template, "AWS::IAM::Role");
const grants = Object.fromEntries(
  resourcesOf(template, "AWS::IAM::Policy").map(({ id, properties }) => [
    id.replace(/RoleDefaultPolicy.*/, ""),
    (properties["PolicyDocument"] as { Statement: readonly Statement[] }).Statement,
  ]),
);

/** A reference as a person would say it: logical ids without their hash. */
function named(resource: unknown): string {
  if (typeof resource === "string") return resource;
  const [kind, value] = Object.entries(resource as Record<string, unknown>)[0] ?? [];
  if (kind === "Ref") return withoutHash(String(value));
  if (kind === "Fn::GetAtt") {
    const [id = "", attribute] = value as string[];
    return withoutHash(id) + (attribute === "Arn" ? "" : `.${attribute}`);
  }
  const parts = (value as [string, unknown[]])[1].map(named);
  return parts.join("").replace(/^arn:AWS::Partition:(?:ses|ssm):AWS::Region:AWS::AccountId:/, "");
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, "");
}

function calls(statements: readonly Statement[]): readonly string[] {
  return statements
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((one) => `${action} ${named(one)}`)),
    )
    .toSorted();
}

describe("least privilege", () => {
  test.each(Object.keys(expected))("%s may make exactly the calls it makes", (owner) => {
    const others = calls(grants[owner] ?? []).filter((call) => !call.startsWith("logs:"));
    expect(others).toEqual(expected[owner]);
  });

  test("every role is accounted for, and none has a policy managed by AWS", () => {
    const owners = roles.map(({ id }) => id.replace(/Role[0-9A-F]{8}$/, ""));
    expect(owners.toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(roles.filter(({ properties }) => "ManagedPolicyArns" in properties)).toEqual([]);
  });

  test("a function writes to its own log, and to no other", () => {
    for (const owner of Object.keys(expected).filter((name) => name !== "IngestionSchedules")) {
      const logs = calls(grants[owner] ?? []).filter((call) => call.startsWith("logs:"));
      expect(logs).toEqual([`logs:CreateLogStream ${owner}Log`, `logs:PutLogEvents ${owner}Log`]);
    }
  });

  test("no statement takes in more than it names, but sending, held to the sender, and what SES grants for all or nothing", () => {
    const all = Object.values(grants).flat();
    expect(all.filter(({ Effect }) => Effect !== "Allow")).toEqual([]);
    const wide = all.filter((statement) => calls([statement]).some((call) => call.includes("*")));
    const ofTheAccount = wide.filter(({ Resource }) => Resource === "*");
    const sending = wide.filter((one) => !ofTheAccount.includes(one));
    expect(sending).toHaveLength(2);
    expect(ofTheAccount.map(({ Action }) => Action)).toEqual([
      "ses:GetSendQuota",
      "ses:DeleteSuppressedDestination",
      "ses:GetSendQuota",
      [
        "ses:GetSendStatistics",
        "ses:DescribeConfigurationSet",
        "ses:UpdateConfigurationSetSendingEnabled",
      ],
    ]);
    for (const { Action, Condition } of sending) {
      expect(Action).toBe("ses:SendRawEmail");
      expect(Condition).toEqual({ StringEquals: { "ses:FromAddress": "alerts@readouts.example" } });
    }
  });

  test("who sends may make the secret of links, nobody may replace it", () => {
    const making = Object.values(grants)
      .flat()
      .filter(({ Action }) => [Action].flat().includes("ssm:PutParameter"));
    expect(making).toHaveLength(2);
    for (const { Condition } of making) {
      expect(Condition).toEqual({ StringNotEquals: { "ssm:Overwrite": "true" } });
    }
  });
});
