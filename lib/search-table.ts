import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, type ITableV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";

/** What search looks readouts up in. Made from the archive, and made again if lost: so it goes with the stack. */
export class SearchTable extends Construct {
  readonly index: ITableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.index = new TableV2(this, "Index", {
      partitionKey: { name: "segmentId", type: AttributeType.STRING },
      sortKey: { name: "itemId", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    }) as ITableV2; // TableV2's own typing of optional fields is looser than exactOptionalPropertyTypes
  }
}
