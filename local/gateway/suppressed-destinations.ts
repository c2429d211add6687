import { jsonAnswer, type ServiceAnswer } from "../services/service-answer.ts";
import type { SuppressedAddresses } from "../services/suppressed-addresses.ts";
import type { AwsRequest } from "./request.ts";

const actions = {
  GET: "GetSuppressedDestination",
  DELETE: "DeleteSuppressedDestination",
} as const;

export interface SuppressedCall {
  readonly action: (typeof actions)[keyof typeof actions];
  readonly address: string;
}

/** @returns null where it is another call of SES */
export function suppressedOf({ method, path }: AwsRequest): SuppressedCall | null {
  const [, address] = /^\/v2\/email\/suppression\/addresses\/([^/?]+)$/.exec(path) ?? [];
  if (address === undefined || (method !== "GET" && method !== "DELETE")) return null;
  return { action: actions[method], address: decodeURIComponent(address) };
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetSuppressedDestination.html */
export function suppressedAnswer(
  { action, address }: SuppressedCall,
  list: SuppressedAddresses,
): ServiceAnswer {
  const since = list.since(address);
  if (since === null) {
    const message = `Email address ${address} does not exist on your suppression list.`;
    const { headers, body } = jsonAnswer(404, { message });
    return { status: 404, headers: { ...headers, "x-amzn-errortype": "NotFoundException" }, body };
  }
  if (action === "DeleteSuppressedDestination") {
    list.lift(address);
    return jsonAnswer(200, {});
  }
  const LastUpdateTime = Date.parse(since) / 1000;
  const SuppressedDestination = { EmailAddress: address, Reason: "BOUNCE", LastUpdateTime };
  return jsonAnswer(200, { SuppressedDestination });
}
