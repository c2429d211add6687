import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A call of AWS, without the values that name somebody. */
export interface OverheardCall {
  /** `DynamoDB_20120810.UpdateItem`. */
  readonly target: string;
  /** The table's name or the queue's address. */
  readonly of: unknown;
  /** Names of all that was sent, deep. */
  readonly names: string;
}

export interface Overheard {
  readonly url: string;
  readonly calls: OverheardCall[];
  stop(): Promise<void>;
}

/** An endpoint before another, at which can be heard what it is asked. */
export async function overhear(endpoint: string): Promise<Overheard> {
  const calls: OverheardCall[] = [];
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const body = await buffer(request);
      const asked = JSON.parse(body.toString()) as Record<string, unknown>;
      const target = String(request.headers["x-amz-target"]);
      calls.push({ target, of: asked["TableName"] ?? asked["QueueUrl"], names: namesOf(asked) });
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: headers as Record<string, string>,
        body,
      });
      const type = answer.headers.get("content-type") ?? "";
      response.writeHead(answer.status, { "content-type": type });
      response.end(Buffer.from(await answer.arrayBuffer()));
    };
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Texts of JSON are looked into, as messages are sent. */
function namesOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(namesOf).join(",")}]`;
  if (typeof value === "string" && value.startsWith("{")) return namesOf(JSON.parse(value));
  if (typeof value !== "object" || value === null) return "";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${name}${namesOf(inner)}`).join(",")}}`;
}
