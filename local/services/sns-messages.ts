import type { TopicSubscription } from "../template/stack.ts";
import type { Delivery } from "./topics.ts";

/** What a function gets. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function asEvent(one: Delivery, to: TopicSubscription): unknown {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `${one.topicArn}:${to.logicalId}`,
        Sns: { ...asNotification(one), MessageAttributes: one.attributes },
      },
    ],
  };
}

/** What a queue without raw delivery gets; local mode signs nothing. */
export function asNotification(one: Delivery): Readonly<Record<string, unknown>> {
  return {
    Type: "Notification",
    MessageId: one.messageId,
    TopicArn: one.topicArn,
    Subject: one.subject,
    Message: one.message,
    Timestamp: one.publishedAt,
    SignatureVersion: "1",
    Signature: "local",
    SigningCertUrl: "http://127.0.0.1/local",
    UnsubscribeUrl: "http://127.0.0.1/local",
    MessageAttributes: one.attributes,
  };
}
