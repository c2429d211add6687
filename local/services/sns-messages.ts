import type { Notification } from "../../lambda/alerts/feedback/sns-message.ts";
import type { LocalTopic, TopicSubscription } from "../template/stack.ts";
import type { SnsSigning } from "./sns-signing.ts";
import type { Delivery } from "./topics.ts";

type Version = LocalTopic["signatureVersion"];

const unsubscribeUrl = "http://127.0.0.1/local";

/** What a function gets. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function asEvent(
  one: Delivery,
  to: TopicSubscription,
  version: Version,
  signing: SnsSigning,
): unknown {
  const message = notificationOf(one);
  const { Signature, certificateUrl } = signing.sign(message, version);
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `${one.topicArn}:${to.logicalId}`,
        Sns: {
          ...message,
          SignatureVersion: version,
          Signature,
          SigningCertUrl: certificateUrl,
          UnsubscribeUrl: unsubscribeUrl,
          MessageAttributes: one.attributes,
        },
      },
    ],
  };
}

/**
 * What a queue without raw delivery gets: no subject where there is none, and other names.
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
export function asNotification(
  one: Delivery,
  version: Version,
  signing: SnsSigning,
): Readonly<Record<string, unknown>> {
  const { Subject, ...message } = notificationOf(one);
  const { Signature, certificateUrl } = signing.sign({ ...message, Subject }, version);
  return {
    ...message,
    ...(Subject === null ? {} : { Subject }),
    SignatureVersion: version,
    Signature,
    SigningCertURL: certificateUrl,
    UnsubscribeURL: unsubscribeUrl,
    MessageAttributes: one.attributes,
  };
}

function notificationOf(one: Delivery): Notification {
  return {
    Type: "Notification",
    MessageId: one.messageId,
    TopicArn: one.topicArn,
    Subject: one.subject,
    Message: one.message,
    Timestamp: one.publishedAt,
  };
}
