import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";

type Action =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "BatchWriteItem";

/** Lets a function make exactly these calls on a table, not on its indexes. */
export function allowTable(grantee: IGrantable, table: ITableV2, ...actions: Action[]): void {
  allow(
    grantee,
    actions.map((action) => `dynamodb:${action}`),
    table.tableArn,
  );
}

/** Lets a function query one index of a table. The table's own grants would open them all. */
export function allowIndex(grantee: IGrantable, table: ITableV2, ...indexes: string[]): void {
  allow(grantee, ["dynamodb:Query"], ...indexes.map((name) => `${table.tableArn}/index/${name}`));
}

/** Lets a function do this to these. */
export function allow(
  grantee: IGrantable,
  actions: readonly string[],
  ...resources: readonly string[]
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}
