/**
 * The messages of SNS in what our function was given: by SNS, or by hand what was put aside, as it lies in the
 * dead-letter queue. That is Lambda's record of a call that failed, or a message that SNS could not hand over,
 * whose certificate's address is spelled otherwise there.
 * @throws Error where it is none of these
 * @see AWS Lambda developer guide, "Capturing records of Lambda asynchronous invocations"
 * @see Amazon SNS developer guide, "HTTP/HTTPS notification JSON format"
 */
export function messagesIn(event: unknown): readonly unknown[] {
  if (!isObject(event)) throw new Error("not an event of SNS: no object");
  if ("requestPayload" in event) return messagesIn(event["requestPayload"]);
  if (Array.isArray(event["Records"])) {
    return event["Records"].map((one: unknown) => (isObject(one) ? one["Sns"] : one));
  }
  if ("Type" in event) {
    const { SigningCertURL: url, ...message } = event;
    return [url === undefined ? message : { ...message, SigningCertUrl: url }];
  }
  throw new Error("not an event of SNS: it has no Records, no requestPayload and no Type");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
