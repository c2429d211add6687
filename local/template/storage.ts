import type { Fields } from "./fields.ts";
import type {
  KeyAttribute,
  LocalQueue,
  LocalTable,
  LocalTopic,
  TableIndex,
  TopicSubscription,
} from "./stack.ts";
import { type Notices, TemplateError } from "./template.ts";

/** One resource of the template, with what it answers to Ref (null) and Fn::GetAtt. */
export interface Entry {
  readonly logicalId: string;
  readonly type: string;
  readonly fields: Fields;
  readonly notices: Notices;
  readonly own: (attribute: string | null) => string;
}

/** A table; of AWS::DynamoDB::GlobalTable the one replica that is this machine's. */
export function readTable({ logicalId, fields, notices, own }: Entry): LocalTable {
  const types = new Map(
    fields
      .objects("AttributeDefinitions")
      .map((one) => [one.needText("AttributeName"), one.needText("AttributeType")]),
  );
  if (fields.objects("Replicas").length > 1) {
    notices.add(logicalId, "has replicas in other regions; local mode has one copy");
  }
  if (fields.has("LocalSecondaryIndexes")) {
    throw new TemplateError(`${fields.where}: local mode cannot make local secondary indexes`);
  }
  const stream = fields.object("StreamSpecification").text("StreamViewType", null);
  const timeToLive = fields.object("TimeToLiveSpecification");
  fields.ignore("BillingMode", "TableName", "SSESpecification", "Tags", "ProvisionedThroughput");
  fields.ignore("DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "TableClass");
  fields.ignore("WriteProvisionedThroughputSettings", "WarmThroughput");
  fields.ignore("WriteOnDemandThroughputSettings", "OnDemandThroughput");
  return {
    logicalId,
    name: own(null),
    arn: own("Arn"),
    streamArn: stream === null ? null : own("StreamArn"),
    ...readKeys(fields, types),
    indexes: fields.objects("GlobalSecondaryIndexes").map((index) => readIndex(index, types)),
    streamView: stream,
    timeToLive: timeToLive.flag("Enabled", false) ? timeToLive.needText("AttributeName") : null,
  };
}

function readKeys(
  fields: Fields,
  types: ReadonlyMap<string, string>,
): { partitionKey: KeyAttribute; sortKey: KeyAttribute | null } {
  const keys = fields.objects("KeySchema").map((key): KeyAttribute & { role: string } => {
    const name = key.needText("AttributeName");
    const type = types.get(name);
    if (type !== "S" && type !== "N" && type !== "B") {
      throw new TemplateError(`${fields.where}: the key ${name} has no type S, N or B`);
    }
    return { name, type, role: key.needText("KeyType") };
  });
  const [partition, ...more] = keys.filter((key) => key.role === "HASH");
  const [sort, ...others] = keys.filter((key) => key.role === "RANGE");
  if (partition === undefined || more.length > 0 || others.length > 0) {
    throw new TemplateError(
      `${fields.where}: local mode knows one partition key and at most one sort key`,
    );
  }
  return { partitionKey: bare(partition), sortKey: sort === undefined ? null : bare(sort) };
}

function bare({ name, type }: KeyAttribute): KeyAttribute {
  return { name, type };
}

function readIndex(index: Fields, types: ReadonlyMap<string, string>): TableIndex {
  const projection = index.object("Projection");
  const kind = projection.text("ProjectionType", "ALL");
  if (kind !== "ALL" && kind !== "KEYS_ONLY" && kind !== "INCLUDE") {
    throw new TemplateError(`${index.where}: there is no projection ${kind}`);
  }
  return {
    name: index.needText("IndexName"),
    ...readKeys(index, types),
    projection: kind,
    includes: projection.texts("NonKeyAttributes"),
  };
}

export function readQueue({ logicalId, fields, own }: Entry): LocalQueue {
  const redrive = fields.object("RedrivePolicy");
  fields.ignore("QueueName", "SqsManagedSseEnabled", "KmsMasterKeyId", "Tags");
  fields.ignore("DeduplicationScope", "FifoThroughputLimit", "MaximumMessageSize");
  fields.ignore("ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy");
  fields.ignore("KmsDataKeyReusePeriodSeconds");
  return {
    logicalId,
    name: own("QueueName"),
    arn: own("Arn"),
    url: own("QueueUrl"),
    isFifo: fields.flag("FifoQueue", false),
    contentBasedDeduplication: fields.flag("ContentBasedDeduplication", false),
    visibilityTimeoutSeconds: fields.number("VisibilityTimeout", 30),
    delaySeconds: fields.number("DelaySeconds", 0),
    retentionSeconds: fields.number("MessageRetentionPeriod", 345_600),
    redrive: fields.has("RedrivePolicy")
      ? {
          deadLetterArn: redrive.needText("deadLetterTargetArn"),
          maxReceiveCount: redrive.number("maxReceiveCount", 10),
        }
      : null,
  };
}

export function readTopic({ logicalId, fields, notices, own }: Entry): LocalTopic {
  fields.ignore("TopicName", "DisplayName", "KmsMasterKeyId", "Tags", "TracingConfig");
  fields.ignore("DeliveryStatusLogging");
  if (fields.flag("FifoTopic", false)) {
    notices.add(logicalId, "is a FIFO topic; local mode delivers it without that order");
  }
  const signatureVersion = fields.text("SignatureVersion", "1") === "2" ? "2" : "1";
  return { logicalId, name: own("TopicName"), arn: own("TopicArn"), signatureVersion };
}

export function readTopicSubscription({ logicalId, fields, notices }: Entry): TopicSubscription {
  const protocol = fields.needText("Protocol");
  const endpoint = fields.text("Endpoint", "");
  if (protocol !== "lambda" && protocol !== "sqs") {
    notices.add(logicalId, `goes to ${protocol}:${endpoint}; local mode only logs what it gets`);
  }
  fields.ignore("FilterPolicyScope", "DeliveryPolicy");
  if (fields.raw("FilterPolicy") !== undefined) {
    notices.add(logicalId, "has a filter policy; local mode delivers everything");
  }
  return {
    logicalId,
    topicArn: fields.needText("TopicArn"),
    protocol,
    endpoint,
    rawDelivery: fields.flag("RawMessageDelivery", false),
    deadLetterArn: fields.object("RedrivePolicy").text("deadLetterTargetArn", null),
  };
}
