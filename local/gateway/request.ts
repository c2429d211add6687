import type { IncomingMessage } from "node:http";
import type { Body } from "../services/service-answer.ts";

/** One call of an SDK client, before any service has looked at it. */
export interface AwsRequest {
  /** The access key id. */
  readonly caller: string;
  /** As the signature names it: `dynamodb`, `sqs`, `ses`. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** More than any of the services takes in one call. */
const mostBytes = 32 * 1024 * 1024;

/** @returns null where nothing says who calls which service */
export async function readRequest(message: IncomingMessage): Promise<AwsRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`a request of more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const credential = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    message.headers.authorization ?? "",
  );
  const [, caller, service] = credential ?? [];
  if (caller === undefined || service === undefined) return null;
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    caller,
    service,
    method: message.method ?? "GET",
    path: message.url ?? "/",
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
  };
}

/** `DynamoDB_20120810.PutItem` is `PutItem`. */
export function targetOf(request: AwsRequest): string {
  return request.headers["x-amz-target"]?.split(".").at(-1) ?? "";
}

export function jsonOf(request: AwsRequest): Body {
  if (request.body.length === 0) return {};
  const value: unknown = JSON.parse(request.body.toString());
  return typeof value === "object" && value !== null ? (value as Body) : {};
}

export function formOf(request: AwsRequest): URLSearchParams {
  return new URLSearchParams(request.body.toString());
}
