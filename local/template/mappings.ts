import type { Fields } from "./fields.ts";
import { lambda, type Lookup } from "./functions.ts";
import type { QueueMapping, StreamMapping } from "./stack.ts";
import type { Entry } from "./storage.ts";
import { TemplateError } from "./template.ts";

/** What feeds a function: a queue, or the stream of a table. */
export type Mapping =
  | { readonly kind: "queue"; readonly mapping: QueueMapping }
  | { readonly kind: "stream"; readonly mapping: StreamMapping };

export function readMapping({ logicalId, fields }: Entry, lookup: Lookup): Mapping {
  const functionId = lookup.find(lambda, fields.needText("FunctionName"));
  if (functionId === null) throw new TemplateError(`${fields.where}: its function is not here`);
  const source = fields.needText("EventSourceArn");
  const common = {
    logicalId,
    functionId,
    enabled: fields.flag("Enabled", true),
    windowSeconds: fields.number("MaximumBatchingWindowInSeconds", 0),
    partialFailures: fields.texts("FunctionResponseTypes").includes("ReportBatchItemFailures"),
    filters: readFilters(fields),
  };
  fields.ignore("Tags", "MetricsConfig");
  if (lookup.find("AWS::SQS::Queue", source) !== null) {
    const maxConcurrency = fields.object("ScalingConfig").number("MaximumConcurrency", null);
    const batchSize = fields.number("BatchSize", 10);
    return {
      kind: "queue",
      mapping: { ...common, queueArn: source, batchSize, maxConcurrency },
    };
  }
  const tableName =
    lookup.find("AWS::DynamoDB::GlobalTable", source) ??
    lookup.find("AWS::DynamoDB::Table", source);
  if (tableName === null) {
    throw new TemplateError(`${fields.where}: local mode cannot read the event source ${source}`);
  }
  const onFailure = fields.object("DestinationConfig").object("OnFailure");
  return {
    kind: "stream",
    mapping: {
      ...common,
      streamArn: source,
      tableName: /table\/([^/]+)/.exec(source)?.[1] ?? tableName,
      startingPosition: fields.text("StartingPosition", "LATEST"),
      batchSize: fields.number("BatchSize", 100),
      bisectOnError: fields.flag("BisectBatchOnFunctionError", false),
      retries: unlimited(fields.number("MaximumRetryAttempts", -1)),
      maxRecordAgeSeconds: unlimited(fields.number("MaximumRecordAgeInSeconds", -1)),
      parallelization: fields.number("ParallelizationFactor", 1),
      onFailureArn: onFailure.text("Destination", null),
    },
  };
}

/** Lambda writes -1 for "without limit". */
function unlimited(value: number): number | null {
  return value === -1 ? null : value;
}

function readFilters(fields: Fields): readonly unknown[] {
  return fields
    .object("FilterCriteria")
    .objects("Filters")
    .map((filter): unknown => {
      const pattern = filter.needText("Pattern");
      try {
        return JSON.parse(pattern);
      } catch (cause) {
        throw new TemplateError(`${filter.where}.Pattern is no JSON: ${pattern}`, { cause });
      }
    });
}
