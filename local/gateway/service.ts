import type { Call } from "../policy.ts";
import type { ServiceAnswer } from "../services/service-answer.ts";
import type { AwsRequest } from "./request.ts";

/** One of AWS's services, as the gateway plays it. */
export interface AwsService {
  /** What the caller's role must allow for this request: all of it. */
  needs(request: AwsRequest): readonly Call[];
  answer(request: AwsRequest): Promise<ServiceAnswer>;
  /** An error in the service's own form, so that the SDK makes the same exception of it. */
  refuse(kind: RefusalKind, message: string): ServiceAnswer;
}

export type RefusalKind = "denied" | "unreadable";

/** All that local mode can say of any call; in AWS every call of an SDK comes over TLS. */
export const common = { "aws:SecureTransport": ["true"] } as const;

/** A service without resources in this call: lists, mostly. */
export const everything = "*";
