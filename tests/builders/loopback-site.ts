import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Bindings } from "../../lambda/web/answering.ts";

export interface ServedSite {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  stop(): Promise<void>;
}

type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;

/**
 * Serves a site on loopback, for a browser or a program.
 * @param makeFetch makes the site, which wants to know its own address
 */
export async function serveOnLoopback(
  makeFetch: (url: string) => Promise<Fetch>,
): Promise<ServedSite> {
  let fetchOf: Fetch | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      if (fetchOf === null) throw new Error("asked before it was ready");
      const bindings = { requestContext: { http: { sourceIp: "192.0.2.7" } } };
      const answer = await fetchOf(await toRequest(request), bindings);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetchOf = await makeFetch(url);
  return {
    url,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const { method = "GET", headers, url = "/" } = request;
  const body = method === "GET" || method === "HEAD" ? null : await buffer(request);
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    body,
  });
}
