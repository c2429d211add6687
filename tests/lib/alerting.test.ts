import { describe, expect, test } from "@jest/globals";
import { Match } from "aws-cdk-lib/assertions";
import { resourceOf, synthesize } from "../builders/synthesized-stack.ts";

/** A crashed delivery's claim holds this long; see `lambda/alerts`. */
const leaseSeconds = 5 * 60;

const template = synthesize({ sender: "alerts@norrhaven.example" });
const idOf = (type: string, id: RegExp): string => resourceOf(template, type, id).id;

describe("match", () => {
  test("hears of new revisions alone, in small batches, and loses none", () => {
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: { Ref: idOf("AWS::Lambda::Function", /^AlertingMatch/) },
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 5,
      DestinationConfig: {
        OnFailure: {
          Destination: { "Fn::GetAtt": [idOf("AWS::SQS::Queue", /Unmatched/), "Arn"] },
        },
      },
    });
    const mapping = resourceOf(template, "AWS::Lambda::EventSourceMapping", /Match/);
    const { Filters } = mapping.properties["FilterCriteria"] as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      {
        eventName: ["INSERT"],
        dynamodb: {
          Keys: { revision: { N: [{ "anything-but": ["0"] }] } },
          NewImage: { change: { S: [{ exists: true }] } },
        },
      },
    ]);
  });
});

describe("the delivery queue", () => {
  test("hides a message longer than a crashed delivery's lease, and six times the function's time", () => {
    const queue = resourceOf(template, "AWS::SQS::Queue", /AlertingDeliveriesQueue/);
    const deliver = resourceOf(template, "AWS::Lambda::Function", /^AlertingDeliver/);
    const hidden = Number(queue.properties["VisibilityTimeout"]);
    expect(hidden).toBeGreaterThan(leaseSeconds);
    expect(hidden).toBe(6 * Number(deliver.properties["Timeout"]));
  });
});

describe("standard queues", () => {
  test("have no limit of workers, with which Lambda would keep five pollers on each", () => {
    const mappings = Object.values(template.findResources("AWS::Lambda::EventSourceMapping"));
    const limited = mappings.filter(({ Properties }) => "ScalingConfig" in (Properties as object));
    expect(limited).toHaveLength(1);
    expect(JSON.stringify(limited)).toContain("IngestionCapturesQueue");
  });
});

describe("matching", () => {
  test("reads compiled queries of the very code that compiled them", () => {
    const codes = [/^AlertingMatch/, /^AlertingStandingQueriesKeep/].map(
      (name) =>
        (
          resourceOf(template, "AWS::Lambda::Function", name).properties["Environment"] as {
            Variables: { QUERY_CODE?: string };
          }
        ).Variables.QUERY_CODE,
    );
    expect(codes).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), codes[0]]);
  });
});

describe("mail", () => {
  test("is sent from the owner's domain, by TLS alone, and never to who bounced or complained", () => {
    template.hasResourceProperties("AWS::SES::EmailIdentity", {
      EmailIdentity: "norrhaven.example",
    });
    template.hasResourceProperties("AWS::SES::ConfigurationSet", {
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
  });

  test("shows the owner's name for the sender", () => {
    const sender = "desk@norrhaven.example";
    const of = (settings: object) =>
      resourceOf(synthesize({ sender, ...settings }), "AWS::Lambda::Function", /^AlertingDeliver/)
        .properties["Environment"];
    expect(of({ senderName: "Norrhaven desk" })).toMatchObject({
      Variables: { SENDER: "Norrhaven desk <desk@norrhaven.example>" },
    });
    expect(of({ senderName: "" })).toMatchObject({ Variables: { SENDER: sender } });
  });

  test("may be sent from one address, where the domain is another's", () => {
    const one = synthesize({ sender: "desk@norrhaven.example", senderIdentity: "address" });
    one.hasResourceProperties("AWS::SES::EmailIdentity", {
      EmailIdentity: "desk@norrhaven.example",
    });
    expect(Object.keys(one.findOutputs("DkimRecord*"))).toEqual([]);
  });

  test("is reported by SES to feedback, which keeps what it cannot record", () => {
    const topic = idOf("AWS::SNS::Topic", /^MailSends/);
    template.hasResourceProperties("AWS::SES::ConfigurationSetEventDestination", {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ["send", "bounce", "complaint"],
        SnsDestination: { TopicARN: { Ref: topic } },
      },
    });
    template.hasResourceProperties("AWS::SNS::Topic", { SignatureVersion: "2" });
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: topic }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Allow", Principal: { Service: "ses.amazonaws.com" } }),
        ]),
      },
    });
    const unrecorded = { "Fn::GetAtt": [idOf("AWS::SQS::Queue", /Unrecorded/), "Arn"] };
    template.hasResourceProperties("AWS::SNS::Subscription", {
      TopicArn: { Ref: topic },
      Protocol: "lambda",
      RedrivePolicy: { deadLetterTargetArn: unrecorded },
    });
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: idOf("AWS::Lambda::Function", /^FeedbackRecord/) },
      DestinationConfig: { OnFailure: { Destination: unrecorded } },
    });
  });

  test("is reported by nobody else: no function is told of another endpoint of AWS", () => {
    const functions = template.findResources("AWS::Lambda::Function");
    const variables = Object.values(functions).flatMap(({ Properties }) => {
      const { Environment } = Properties as { Environment?: { Variables: object } };
      return Object.keys(Environment?.Variables ?? {});
    });
    expect(variables).toContain("EVENTS_TOPIC");
    expect(variables.filter((name) => name.startsWith("AWS_ENDPOINT"))).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/127\.0\.0\.1|localhost|\[::1\]/);
  });
});
