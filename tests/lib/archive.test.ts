import { describe, expect, test } from "@jest/globals";
import { alertsIndexes } from "../../lib/alerts-indexes.ts";
import { resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

/**
 * What identifies each table in a deployed stack. A change of a logical id or of a key makes
 * CloudFormation replace the table: the old one would be retained, but the archive would start empty.
 * Do not edit a line of an entry that was ever deployed; move the data first (docs/runbook.md).
 */
const deployed = {
  AlertingStandingQueriesTable895114DF: ["part HASH S", "number RANGE N"],
  ArchiveReadoutsB9B53BF5: ["readoutId HASH S", "revision RANGE N"],
  ArchiveCaptures90E3B5EC: ["url HASH S", "capturedAt RANGE S"],
  ArchiveSources6C99A956: ["sourceId HASH S"],
  ArchiveSubscriptionsAECC5542: ["subscriberId HASH S", "subscriptionId RANGE S"],
  ArchiveAlerts2816996C: ["subscriberId HASH S", "alertId RANGE S"],
  ArchiveSuppressionsCDE07328: ["addressHash HASH S"],
  ArchiveWebhooksF0EBB772: ["subscriberId HASH S", "deliveryId RANGE S"],
  ArchiveCopiesFA91BA9D: ["key HASH S", "readoutId RANGE S"],
  SearchIndex77C8BB6C: ["segmentId HASH S", "itemId RANGE S"],
  LimitsCounters95B5963D: ["counter HASH S"],
};

const indexesAt = (step: string | undefined) =>
  alertsIndexes(step).map(({ indexName }) => indexName);

interface TableProperties {
  readonly AttributeDefinitions: readonly { AttributeName: string; AttributeType: string }[];
  readonly KeySchema: readonly { AttributeName: string; KeyType: string }[];
  readonly TableName?: string;
  readonly Replicas: readonly {
    readonly DeletionProtectionEnabled: boolean;
    readonly PointInTimeRecoverySpecification: unknown;
  }[];
}

const template = synthesize();
const tables = resourcesOf(template, "AWS::DynamoDB::GlobalTable").map(({ id, properties }) => ({
  id,
  properties: properties as unknown as TableProperties,
}));

describe("the tables", () => {
  test("keep their logical ids and keys, so that none is ever replaced", () => {
    const found = Object.fromEntries(
      tables.map(({ id, properties }) => [
        id,
        properties.KeySchema.map(({ AttributeName, KeyType }) => {
          const type = properties.AttributeDefinitions.find(
            (attribute) => attribute.AttributeName === AttributeName,
          )?.AttributeType;
          return `${AttributeName} ${KeyType} ${type}`;
        }),
      ]),
    );
    expect(found).toEqual(deployed);
  });

  test("have no names of their own, for a name cannot be changed", () => {
    expect(tables.filter(({ properties }) => properties.TableName !== undefined)).toEqual([]);
  });

  const kept = tables.filter(({ id }) => id.startsWith("Archive"));
  test.each(kept.map(({ id, properties }) => [id, properties] as const))(
    "%s is retained, protected from deletion, and restorable",
    (id, properties) => {
      const resource = template.toJSON()["Resources"][id] as Record<string, unknown>;
      expect(resource).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
      expect(properties.Replicas).toEqual([
        expect.objectContaining({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ]);
    },
  );

  test("Readouts tells in its stream what an item was and what it is", () => {
    template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      GlobalSecondaryIndexes: [
        { IndexName: "bySource" },
        { IndexName: "byMonth" },
        { IndexName: "dueForRecheck" },
      ],
    });
  });

  test("Alerts comes from its former indexes to its present ones by one change a deployment", () => {
    const steps = [["byReadout", "byState"], ...["1", "2", "3", undefined].map(indexesAt)];
    const changes = steps.slice(1).map((now, n) => {
      const before = steps[n] ?? [];
      const made = now.filter((name) => !before.includes(name)).map((name) => `+${name}`);
      const dropped = before.filter((name) => !now.includes(name)).map((name) => `-${name}`);
      return [...made, ...dropped].join(" ");
    });
    expect(changes).toEqual(["+told", "+waits", "-byReadout", "-byState"]);
    expect(() => alertsIndexes("4")).toThrow("the steps are 1, 2 and 3");
  });

  test("Subscriptions forgets what was never confirmed", () => {
    template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    });
  });
});
