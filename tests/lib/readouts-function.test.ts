import { describe, expect, test } from "@jest/globals";
import { resourceOf, resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

const template = synthesize();
const functions = resourcesOf(template, "AWS::Lambda::Function");

describe("every function", () => {
  test.each(functions.map(({ id, properties }) => [id, properties] as const))(
    "%s runs Node 24 on ARM, with source maps and a log of its own that ends",
    (id, properties) => {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
        Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps" } },
      });
      const { LogGroup } = properties["LoggingConfig"] as { LogGroup: { Ref: string } };
      const log = resourceOf(template, "AWS::Logs::LogGroup", new RegExp(`^${LogGroup.Ref}$`));
      expect(LogGroup.Ref.replace(/Log[0-9A-F]{8}$/, "")).toBe(id.replace(/[0-9A-F]{8}$/, ""));
      expect(log.properties["RetentionInDays"]).toBe(90);
    },
  );

  test("has a role of its own", () => {
    const roles = functions.map(({ properties }) => JSON.stringify(properties["Role"]));
    expect(new Set(roles).size).toBe(functions.length);
    expect(functions).toHaveLength(17);
  });
});

describe("the stack", () => {
  test("tells the command and local mode where things are", () => {
    expect(Object.keys(template.findOutputs("*")).toSorted()).toEqual(
      [
        "AlertsTable",
        "BaseUrl",
        "CaptureQueueUrl",
        "CapturesTable",
        "ConfigurationSet",
        "CopiesTable",
        "CountersTable",
        "DeliveryQueueUrl",
        "DkimRecord1",
        "DkimRecord2",
        "DkimRecord3",
        "IndexTable",
        "LinkSecretName",
        "PollFunction",
        "ReadoutsTable",
        "RequestQueueUrl",
        "Sender",
        "SourcesTable",
        "SubscriptionsTable",
        "StandingQueriesTable",
        "SuppressionsTable",
        "WebhooksTable",
      ].toSorted(),
    );
  });
});
