import * as v from "valibot";

const schema = v.strictObject({ subscriberId: v.string(), alertId: v.string() });

/** One alert to deliver. */
export type DeliveryRequest = v.InferOutput<typeof schema>;

/** Where matching puts its requests. */
export interface DeliveryQueue {
  /** @param delaySeconds none is seen before; at most 900 */
  send(requests: readonly DeliveryRequest[], delaySeconds?: number): Promise<void>;
}

/** @throws Error naming the field that is wrong: the message goes to the dead-letter queue */
export function readDeliveryRequest(body: string): DeliveryRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new Error("not a delivery request: it is not JSON", { cause: error });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`not a delivery request: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
