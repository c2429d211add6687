import { RemovalPolicy } from "aws-cdk-lib";
import {
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  StreamViewType,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { alertsIndexes } from "./alerts-indexes.ts";
import { attribute, index, type Key } from "./table-index.ts";

/**
 * What is kept for ever: one table per entity. Retained when the stack goes, protected from deletion,
 * restorable to any second of the last 35 days. docs/archive.md says what each item holds.
 */
export class Archive extends Construct {
  /** Heads (revision 0) and revisions; its stream tells of every new one. */
  readonly readouts: ITableV2;
  /** What was fetched, byte for byte. */
  readonly captures: ITableV2;
  /** What each source's last poll left: validators, health, what was seen. */
  readonly sources: ITableV2;
  readonly subscriptions: ITableV2;
  readonly alerts: ITableV2;
  /** Addresses that must not be mailed, by hash. */
  readonly suppressions: ITableV2;
  /** Events on their way to webhooks, and how each webhook does. */
  readonly webhooks: ITableV2;
  /** Which readouts are copies of one text. */
  readonly copies: ITableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.readouts = this.#table("Readouts", ["readoutId", "S"], ["revision", "N"], {
      indexes: [
        index("bySource", "sourceId", "publishedAt"),
        index("byMonth", "month", "publishedAt"),
        index("dueForRecheck", "recheckShard", "recheckAt"),
      ],
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    this.captures = this.#table("Captures", ["url", "S"], ["capturedAt", "S"]);
    this.sources = this.#table("Sources", ["sourceId", "S"], null);
    this.subscriptions = this.#table(
      "Subscriptions",
      ["subscriberId", "S"],
      ["subscriptionId", "S"],
      {
        // Matching needs the query, whose it is, when and of what they are told: not the address.
        indexes: [
          index("activeQueries", "queryKey", "subscriptionRef", [
            "query",
            "events",
            "frequency",
            "timeZone",
          ]),
        ],
        // Tells of every subscription that comes, changes or goes.
        stream: StreamViewType.KEYS_ONLY,
        expiry: "expiresAt",
      },
    );
    this.alerts = this.#table("Alerts", ["subscriberId", "S"], ["alertId", "S"], {
      indexes: alertsIndexes(this.node.tryGetContext("alertsUpgrade")),
      stream: StreamViewType.NEW_IMAGE,
    });
    this.webhooks = this.#table("Webhooks", ["subscriberId", "S"], ["deliveryId", "S"], {
      expiry: "expiresAt",
    });
    this.suppressions = this.#table("Suppressions", ["addressHash", "S"], null);
    this.copies = this.#table("Copies", ["key", "S"], ["readoutId", "S"], { expiry: "expiresAt" });
  }

  #table(name: string, partition: Key, sort: Key | null, more: More = {}): ITableV2 {
    return new TableV2(this, name, {
      partitionKey: attribute(partition),
      ...(sort === null ? {} : { sortKey: attribute(sort) }),
      ...(more.indexes === undefined ? {} : { globalSecondaryIndexes: [...more.indexes] }),
      ...(more.stream === undefined ? {} : { dynamoStream: more.stream }),
      ...(more.expiry === undefined ? {} : { timeToLiveAttribute: more.expiry }),
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      deletionProtection: true,
    }) as ITableV2; // TableV2's own typing of optional fields is looser than exactOptionalPropertyTypes
  }
}

interface More {
  readonly indexes?: readonly GlobalSecondaryIndexPropsV2[];
  readonly stream?: StreamViewType;
  /** Attribute with the epoch seconds after which DynamoDB deletes an item. */
  readonly expiry?: string;
}
