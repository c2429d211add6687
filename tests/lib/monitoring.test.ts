import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Match } from "aws-cdk-lib/assertions";
import { resourceOf, resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const template = synthesize({ alarmAddress: "desk@norrhaven.example" });
const alarms = resourcesOf(template, "AWS::CloudWatch::Alarm");

describe("the alarms", () => {
  test.each(alarms.map(({ id, properties }) => [id, String(properties["AlarmDescription"])]))(
    "%s names its paragraph in the runbook, which is there",
    (_, description) => {
      const paragraph = /docs\/runbook\.md#([a-z]+)$/.exec(description)?.[1];
      expect(paragraph).toBeDefined();
      expect(runbook).toContain(`\n### ${paragraph}\n`);
    },
  );

  test("the runbook has no paragraph for an alarm that is none", () => {
    const [, section = ""] = /\n## Alarms\n([\s\S]*?)\n## /.exec(runbook) ?? [];
    const paragraphs = [...section.matchAll(/^### (.+)$/gm)].map(([, name]) => name);
    const named = alarms.map(({ properties }) =>
      String(properties["AlarmDescription"]).replace(/.*#/, ""),
    );
    expect(new Set(paragraphs)).toEqual(new Set(named));
  });

  test("are at most a dozen: CloudWatch gives ten, and takes 10 cents a month for each more", () => {
    expect(alarms.length).toBeLessThanOrEqual(12);
  });

  test("each tells the owner, when it begins and when it is over", () => {
    const topic = resourceOf(template, "AWS::SNS::Topic", /^Monitoring/);
    for (const { properties } of alarms) {
      expect(properties).toMatchObject({
        AlarmActions: [{ Ref: topic.id }],
        OKActions: [{ Ref: topic.id }],
      });
    }
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: "desk@norrhaven.example",
      TopicArn: { Ref: topic.id },
    });
  });

  test("CloudWatch may publish to their topic", () => {
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
          }),
        ]),
      },
    });
  });

  test("watch every dead-letter queue", () => {
    const redriven = resourcesOf(template, "AWS::SQS::Queue")
      .filter(({ properties }) => properties["RedrivePolicy"] === undefined)
      .map(({ id }) => id);
    interface Dimension {
      readonly Name: string;
      readonly Value: { readonly "Fn::GetAtt"?: readonly string[] };
    }
    interface Watching {
      readonly Dimensions?: readonly Dimension[];
      readonly Metrics?: readonly {
        readonly MetricStat?: { readonly Metric: { readonly Dimensions?: readonly Dimension[] } };
      }[];
    }
    const watched = alarms.flatMap(({ properties }) =>
      [
        ...((properties as Watching).Dimensions ?? []),
        ...((properties as Watching).Metrics ?? []).flatMap(
          ({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [],
        ),
      ]
        .filter(({ Name }) => Name === "QueueName")
        .map(({ Value }) => Value["Fn::GetAtt"]?.[0]),
    );
    expect(redriven).toHaveLength(9);
    expect(new Set(watched)).toEqual(new Set(redriven));
  });

  test("without an address they stand, and tell nobody", () => {
    const silent = synthesize();
    expect(resourcesOf(silent, "AWS::CloudWatch::Alarm")).toHaveLength(alarms.length);
    expect(
      resourcesOf(silent, "AWS::SNS::Subscription").filter(
        ({ properties }) => properties["Protocol"] === "email",
      ),
    ).toEqual([]);
  });
});
