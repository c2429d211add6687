import type { Call } from "../policy.ts";
import type { Queues } from "../services/queues.ts";
import { jsonError, xmlAnswer, xmlError } from "../services/service-answer.ts";
import type { Topics } from "../services/topics.ts";
import { arnOf } from "../template/references.ts";
import { formOf, jsonOf, targetOf } from "./request.ts";
import { type AwsService, common, everything } from "./service.ts";

/** SQS. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export function queueService(queues: Queues): AwsService {
  return {
    needs: (request): readonly Call[] => {
      const body = jsonOf(request);
      const name = String(body["QueueUrl"] ?? body["QueueName"] ?? "")
        .split("/")
        .at(-1);
      const resource = name === undefined || name === "" ? everything : arnOf("sqs", name);
      // A batch needs the right of its single action.
      const action = targetOf(request).replace(/Batch$/, "");
      return [{ action: `sqs:${action}`, resource, context: common }];
    },
    answer: async (request) => await queues.call(targetOf(request), jsonOf(request)),
    refuse: (kind, message) => {
      const code = kind === "denied" ? "AccessDenied" : "SerializationException";
      const answer = jsonError(`com.amazonaws.sqs#${code}Exception`, message);
      const headers = { ...answer.headers, "x-amzn-query-error": `${code};Sender` };
      return { ...answer, status: kind === "denied" ? 403 : 400, headers };
    },
  };
}

/** SNS, of which only Publish is played. */
export function topicService(topics: Topics): AwsService {
  return {
    needs: (request): readonly Call[] => {
      const form = formOf(request);
      const resource = form.get("TopicArn") ?? everything;
      return [{ action: `sns:${form.get("Action")}`, resource, context: common }];
    },
    answer: async (request) => {
      const form = formOf(request);
      if (form.get("Action") !== "Publish") {
        return xmlError(
          400,
          "InvalidAction",
          `local mode does not know ${form.get("Action")} of SNS`,
        );
      }
      const { messageId } = await topics.publish({
        topicArn: form.get("TopicArn") ?? "",
        subject: form.get("Subject"),
        message: form.get("Message") ?? "",
        attributes: readAttributes(form),
      });
      const result = `<PublishResult><MessageId>${messageId}</MessageId></PublishResult>`;
      return xmlAnswer(
        200,
        `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${result}</PublishResponse>`,
      );
    },
    refuse: (kind, message) =>
      kind === "denied"
        ? xmlError(403, "AuthorizationError", message)
        : xmlError(400, "InvalidParameter", message),
  };
}

function readAttributes(form: URLSearchParams): Record<string, { Type: string; Value: string }> {
  const attributes: Record<string, { Type: string; Value: string }> = {};
  for (let n = 1; ; n += 1) {
    const prefix = `MessageAttributes.entry.${n}`;
    const name = form.get(`${prefix}.Name`);
    if (name === null) return attributes;
    const Type = form.get(`${prefix}.Value.DataType`) ?? "String";
    attributes[name] = { Type, Value: form.get(`${prefix}.Value.StringValue`) ?? "" };
  }
}
