import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that answers as told, and what it was asked. */
export interface Loopback {
  readonly origin: string;
  readonly asked: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** @param answer every request but those for /robots.txt, which gets 404 unless `robots` is given */
export async function loopback(answer: RequestListener, robots?: string): Promise<Loopback> {
  const asked: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    if (request.url === "/robots.txt") {
      response.writeHead(robots === undefined ? 404 : 200).end(robots);
      return;
    }
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
