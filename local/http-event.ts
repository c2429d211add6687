import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { toInstant } from "../lambda/runtime/instant.ts";
import type { FoundRoute } from "./http-routes.ts";

/**
 * A request as an HTTP API hands it to a function, payload format 2.0: header names in lower case,
 * values of one name joined by commas, cookies apart, a body that is no text in base64.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpEvent(
  request: IncomingMessage,
  body: Buffer,
  { route, pathParameters }: FoundRoute,
  nowMs: number,
): APIGatewayProxyEventV2 {
  const [rawPath = "/", ...query] = (request.url ?? "/").split("?");
  const rawQueryString = query.join("?");
  const method = request.method ?? "GET";
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : (value ?? ""),
    ]),
  );
  const isText = body.length > 0 && isTextType(headers["content-type"] ?? "");
  const routeKey = route.path === "$default" ? "$default" : `${route.method} ${route.path}`;
  const cookies = cookie?.split(/;\s*/).filter((one) => one !== "");
  const parameters = queryParameters(rawQueryString);
  return {
    version: "2.0",
    routeKey,
    rawPath: safelyDecoded(rawPath),
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(parameters === null ? {} : { queryStringParameters: parameters }),
    ...(pathParameters === null ? {} : { pathParameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers["host"] ?? "localhost",
      domainPrefix: "local",
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: toInstant(nowMs),
      timeEpoch: nowMs,
    },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** API Gateway hands over as text only what is declared as one; forms come as base64. */
function isTextType(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml)|[^;]+\+(json|xml))/i.test(contentType);
}

function queryParameters(rawQueryString: string): Record<string, string> | null {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  if (values.size === 0) return null;
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(",")]));
}

/** The path comes decoded to the function, but for what cannot be decoded. */
function safelyDecoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
