import { describe, expect, test } from "@jest/globals";
import { Match } from "aws-cdk-lib/assertions";
import { resourceOf, resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

const template = synthesize({ contact: "https://norrhaven.example/desk" });
const schedules = resourcesOf(template, "AWS::Scheduler::Schedule");
const idOf = (type: string, id: RegExp): string => resourceOf(template, type, id).id;

interface Target {
  readonly Arn: { readonly "Fn::GetAtt": readonly [string, string] };
  readonly Input: string;
  readonly RetryPolicy: { readonly MaximumRetryAttempts: number };
}
const targets = schedules.map(({ properties }) => ({
  expression: properties["ScheduleExpression"],
  ...(properties["Target"] as Target),
}));

describe("the schedules", () => {
  test("poll each source that is on, at its own interval", () => {
    const poll = idOf("AWS::Lambda::Function", /^IngestionPoll/);
    const polls = targets.filter(({ Arn }) => Arn["Fn::GetAtt"][0] === poll);
    expect(
      polls.map(({ expression, Input }) => [expression, JSON.parse(Input) as unknown]),
    ).toEqual([
      ["rate(5 minutes)", { sourceId: "ostrovia-pm" }],
      ["rate(5 minutes)", { sourceId: "veldmark-presidency" }],
    ]);
  });

  test("leave out sources that are off", () => {
    const one = synthesize({ sources: ["ostrovia-pm"] });
    expect(resourcesOf(one, "AWS::Scheduler::Schedule", /Poll/)).toHaveLength(1);
    one.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: Match.objectLike({ SOURCES: "ostrovia-pm" }) },
    });
  });

  test("try a call a few times, no longer than until the next one, and keep what failed", () => {
    const deadLetters = idOf("AWS::SQS::Queue", /SchedulesDeadLetters/);
    expect(targets).toHaveLength(9);
    for (const target of targets) {
      expect(target).toMatchObject({
        RetryPolicy: { MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [deadLetters, "Arn"] } },
      });
    }
    expect(targets.map(({ RetryPolicy }) => RetryPolicy)).toContainEqual({
      MaximumEventAgeInSeconds: 300,
      MaximumRetryAttempts: 3,
    });
  });
});

describe("the capture queue", () => {
  test("is in order per host, and puts poison aside into a queue of its kind", () => {
    template.hasResourceProperties("AWS::SQS::Queue", {
      FifoQueue: true,
      VisibilityTimeout: 900,
      RedrivePolicy: {
        deadLetterTargetArn: {
          "Fn::GetAtt": [idOf("AWS::SQS::Queue", /CapturesDeadLetters/), "Arn"],
        },
        maxReceiveCount: 6,
      },
    });
    template.hasResourceProperties("AWS::SQS::Queue", {
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
      RedrivePolicy: Match.absent(),
    });
  });

  test("gives capture one document at a time", () => {
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: { Ref: idOf("AWS::Lambda::Function", /^IngestionCapture/) },
      BatchSize: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });
});

describe("every queue", () => {
  test("takes encrypted connections alone", () => {
    const queues = resourcesOf(template, "AWS::SQS::Queue").map(({ id }) => id);
    const guarded = resourcesOf(template, "AWS::SQS::QueuePolicy").flatMap(({ properties }) =>
      (properties["Queues"] as { Ref: string }[]).map(({ Ref }) => Ref),
    );
    expect(guarded.toSorted()).toEqual(queues.toSorted());
  });
});

describe("the functions that fetch", () => {
  test.each(["Poll", "Capture"])("%s introduces itself with a contact", (name) => {
    const found = resourceOf(template, "AWS::Lambda::Function", new RegExp(`^Ingestion${name}`));
    expect(found.properties["Environment"]).toMatchObject({
      Variables: {
        USER_AGENT: "Readouts/1.2.3 (+https://norrhaven.example/desk)",
        OUTBOUND_PROXY: "",
      },
    });
  });
});
