import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, type ITableV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";

/**
 * Counts of what strangers asked for, by hour or day; DynamoDB forgets each after its window. Nothing is lost
 * with the table, so it goes with the stack.
 */
export class Limits extends Construct {
  readonly counters: ITableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.counters = new TableV2(this, "Counters", {
      partitionKey: { name: "counter", type: AttributeType.STRING },
      timeToLiveAttribute: "expiresAt",
      billing: Billing.onDemand(),
      // Cents at most, for a table that holds a day; the same rule for all is worth more.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    }) as ITableV2; // TableV2's own typing of optional fields is looser than exactOptionalPropertyTypes
  }
}
