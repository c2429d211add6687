import {
  AttributeType,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
} from "aws-cdk-lib/aws-dynamodb";

export type Key = readonly [name: string, type: "S" | "N"];

export function attribute([name, type]: Key): { name: string; type: AttributeType } {
  return { name, type: type === "S" ? AttributeType.STRING : AttributeType.NUMBER };
}

/** @param attributes what it holds beside the keys; all unless given */
export function index(
  indexName: string,
  partition: string,
  sort: string,
  attributes: readonly string[] | "all" = "all",
): GlobalSecondaryIndexPropsV2 {
  const keys = {
    indexName,
    partitionKey: attribute([partition, "S"]),
    sortKey: attribute([sort, "S"]),
  };
  if (attributes === "all") return { ...keys, projectionType: ProjectionType.ALL };
  return attributes.length === 0
    ? { ...keys, projectionType: ProjectionType.KEYS_ONLY }
    : { ...keys, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] };
}
