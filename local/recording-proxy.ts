import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalClock } from "./clock.ts";
import type { RecordedResponse, Recording } from "./recording.ts";

export interface RecordingProxy {
  /** For OUTBOUND_PROXY. */
  readonly url: string;
  /** What was asked for and is not in the recording. */
  readonly missed: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** They describe how the bytes travelled then, not how they travel now. */
const hopHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
]);

/**
 * An HTTP proxy that has every answer from a recording: absolute form, `https:` URLs too.
 * A robots.txt that was not recorded forbids nothing; anything else not recorded is a miss.
 */
export async function startRecordingProxy(
  recording: Recording,
  clock: LocalClock,
): Promise<RecordingProxy> {
  const missed = new Set<string>();
  const server = createServer((request, response) => {
    answer(request, response, recording, clock, missed).catch((error: unknown) => {
      response.statusCode = 502;
      response.end(`the recording cannot be read: ${String(error)}`);
    });
  });
  // A fetcher keeps its connections; that a step takes long is no reason to close them.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    missed,
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
  recording: Recording,
  clock: LocalClock,
  missed: Set<string>,
): Promise<void> {
  const url = request.url ?? "";
  if (!URL.canParse(url)) {
    response.statusCode = 400;
    response.end("a recording answers requests in absolute form only (RFC 9112, 3.2.2)");
    return;
  }
  const found = recording.find(url, clock.now());
  if (found !== null) {
    await send(request, response, recording, found);
    return;
  }
  if (new URL(url).pathname === "/robots.txt") {
    response.statusCode = 404;
    response.end();
    return;
  }
  missed.add(url);
  response.statusCode = 504;
  response.setHeader("readouts-recording", "miss");
  response.end(`${url} is not in the recording at ${clock.now()}`);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  recording: Recording,
  found: RecordedResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(found.headers)) {
    if (!hopHeaders.has(name)) response.setHeader(name, value);
  }
  if (found.status === 200 && isUnchanged(request, found)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const bytes = await recording.read(found);
  response.statusCode = found.status;
  response.setHeader("content-length", bytes.length);
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** If-None-Match goes before If-Modified-Since. @see RFC 9110, 13.2.2 */
function isUnchanged(request: IncomingMessage, found: RecordedResponse): boolean {
  const { "if-none-match": noneMatch, "if-modified-since": since } = request.headers;
  const { etag, "last-modified": modified } = found.headers;
  if (noneMatch !== undefined) {
    return etag !== undefined && noneMatch.split(",").some((tag) => strong(tag) === strong(etag));
  }
  return since !== undefined && modified !== undefined && Date.parse(modified) <= Date.parse(since);
}

/** If-None-Match compares weakly. */
function strong(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}
