/**
 * What local mode knows of the stack, as plain data. Everything here was read from the synthesized
 * template: references are resolved, names and ARNs are made from logical ids.
 */

/** Where the local service listens; the template's URLs are resolved to these. */
export interface Addresses {
  /** The gateway that plays AWS: `http://127.0.0.1:4600`. Queue URLs begin with it. */
  readonly gatewayUrl: string;
  /** What the HTTP API's endpoint becomes: `http://127.0.0.1:4680`, without a slash at the end. */
  readonly siteUrl: string;
}

export interface LocalStack {
  readonly name: string;
  readonly tables: readonly LocalTable[];
  readonly queues: readonly LocalQueue[];
  readonly topics: readonly LocalTopic[];
  readonly topicSubscriptions: readonly TopicSubscription[];
  readonly functions: readonly LocalFunction[];
  readonly queueMappings: readonly QueueMapping[];
  readonly streamMappings: readonly StreamMapping[];
  readonly schedules: readonly LocalSchedule[];
  readonly routes: readonly LocalRoute[];
  readonly mail: MailSettings;
  readonly roles: readonly LocalRole[];
  /** Who outside may invoke which function (AWS::Lambda::Permission). */
  readonly permissions: readonly InvokePermission[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What the template holds and local mode does not do, as sentences for the user. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly logicalId: string;
  readonly message: string;
}

export interface LocalTable {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string | null;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | null;
  readonly indexes: readonly TableIndex[];
  readonly streamView: string | null;
  /** The attribute with the epoch seconds after which DynamoDB may delete an item. */
  readonly timeToLive: string | null;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface TableIndex {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | null;
  readonly projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly includes: readonly string[];
}

export interface LocalQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly isFifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | null;
}

export interface LocalTopic {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** With which hash its messages are signed. */
  readonly signatureVersion: "1" | "2";
}

export interface TopicSubscription {
  readonly logicalId: string;
  readonly topicArn: string;
  /** `lambda`, `sqs`, `email`, `https`, ... Local mode delivers the first two. */
  readonly protocol: string;
  readonly endpoint: string;
  readonly rawDelivery: boolean;
  /** Gets what could not be delivered. */
  readonly deadLetterArn: string | null;
}

export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the bundle's folder. */
  readonly assetDir: string;
  /** `index.handler` */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleLogicalId: string;
  readonly reservedConcurrency: number | null;
  readonly asyncInvoke: AsyncInvoke;
}

/** What happens to an event that was handed over without waiting (SNS, EventBridge, `Event`). */
export interface AsyncInvoke {
  readonly retries: number;
  readonly maxAgeSeconds: number;
  /** Gets the bare event (a dead-letter queue of the function). */
  readonly deadLetterArn: string | null;
  /** Gets the record of the failed invocation (a destination). */
  readonly onFailureArn: string | null;
}

export interface QueueMapping {
  readonly logicalId: string;
  readonly functionId: string;
  readonly queueArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly partialFailures: boolean;
  readonly maxConcurrency: number | null;
  /** EventBridge filter patterns; a record passes if one of them matches, or if there is none. */
  readonly filters: readonly unknown[];
}

export interface StreamMapping {
  readonly logicalId: string;
  readonly functionId: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly enabled: boolean;
  readonly startingPosition: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly partialFailures: boolean;
  readonly bisectOnError: boolean;
  /** null: until the record expires. */
  readonly retries: number | null;
  /** null: as long as the stream keeps it. */
  readonly maxRecordAgeSeconds: number | null;
  readonly parallelization: number;
  readonly onFailureArn: string | null;
  readonly filters: readonly unknown[];
}

export interface LocalSchedule {
  readonly logicalId: string;
  readonly name: string;
  /** `rate(10 minutes)`, `cron(0 7 * * ? *)` or `at(2026-01-01T00:00:00)` */
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly flexibleWindowMinutes: number | null;
  readonly functionId: string;
  /** The event as text; null where EventBridge would make one itself. */
  readonly input: string | null;
  readonly retries: number;
  readonly maxAgeSeconds: number;
  readonly deadLetterArn: string | null;
  readonly roleLogicalId: string | null;
}

export interface LocalRoute {
  readonly logicalId: string;
  /** `GET`, or `ANY` */
  readonly method: string;
  /** `/readouts/{id}`, `/{proxy+}`, or `$default` */
  readonly path: string;
  readonly functionId: string;
  readonly payloadVersion: string;
}

export interface MailSettings {
  /** Verified senders: an address or a domain. */
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  readonly eventDestinations: readonly MailEventDestination[];
}

export interface MailEventDestination {
  readonly configurationSet: string;
  readonly enabled: boolean;
  /** In SES's spelling of events: `Send`, `Bounce`, `Complaint`. */
  readonly events: readonly string[];
  readonly topicArn: string;
}

export interface LocalRole {
  readonly logicalId: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
}

/** One statement of an IAM policy, resolved, with every list a list. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** operator → condition key → values */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface InvokePermission {
  readonly functionId: string;
  readonly principal: string;
  readonly sourceArn: string | null;
}
