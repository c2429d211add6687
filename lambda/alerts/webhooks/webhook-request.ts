import * as v from "valibot";

const schema = v.strictObject({ subscriberId: v.string(), deliveryId: v.string() });

/** One event to deliver. */
export type WebhookRequest = v.InferOutput<typeof schema>;

export interface WebhookQueue {
  send(requests: readonly WebhookRequest[]): Promise<void>;
}

/** @throws Error naming the field that is wrong: the message goes to the dead-letter queue */
export function readWebhookRequest(body: string): WebhookRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new Error("not an event to deliver: it is not JSON", { cause: error });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`not an event to deliver: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
