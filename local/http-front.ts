import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../lambda/runtime/log.ts";
import type { LocalClock } from "./clock.ts";
import { toHttpEvent } from "./http-event.ts";
import type { Invoke } from "./invocation.ts";
import { findRoute } from "./http-routes.ts";
import type { LocalRoute } from "./template/stack.ts";

export interface HttpFront {
  /** `http://127.0.0.1:4680` */
  readonly url: string;
  stop(): Promise<void>;
}

interface HttpAnswer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** API Gateway refuses longer ones too. */
const longestBodyBytes = 10 * 1024 * 1024;

/** Serves an HTTP API's routes on loopback. @throws Error with code EADDRINUSE where the port is taken */
export async function startHttpFront(options: {
  readonly routes: readonly LocalRoute[];
  readonly port: number;
  readonly invoke: Invoke;
  readonly clock: LocalClock;
  readonly log: Log;
}): Promise<HttpFront> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.log.error("a request could not be answered", { path: request.url ?? "" }, error);
      if (!response.headersSent) sendMessage(response, 500, "Internal Server Error");
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, invoke, clock }: Parameters<typeof startHttpFront>[0],
): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const found = findRoute(routes, request.method ?? "GET", path);
  if (found === null) {
    sendMessage(response, 404, "Not Found");
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    sendMessage(response, 413, "Request Entity Too Large");
    return;
  }
  const event = toHttpEvent(request, body, found, clock.ms());
  const result = await invoke(found.route.functionId, event, "RequestResponse");
  if (!result.ok) {
    sendMessage(response, 500, "Internal Server Error");
    return;
  }
  send(response, result.payload);
}

/** @returns null where it is too long */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Format 2.0: an answer without a status code is the body itself, as JSON. */
function send(response: ServerResponse, payload: unknown): void {
  const isAnswer = typeof payload === "object" && payload !== null && "statusCode" in payload;
  const answered: HttpAnswer = isAnswer
    ? (payload as HttpAnswer)
    : { headers: { "content-type": "application/json" }, body: JSON.stringify(payload) };
  for (const [name, value] of Object.entries(answered.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  if (answered.cookies !== undefined) response.setHeader("set-cookie", [...answered.cookies]);
  response.statusCode = answered.statusCode ?? 200;
  response.end(
    Buffer.from(answered.body ?? "", answered.isBase64Encoded === true ? "base64" : "utf8"),
  );
}

function sendMessage(response: ServerResponse, status: number, message: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ message }));
}
