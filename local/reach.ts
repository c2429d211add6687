import { connect } from "node:net";

const patienceMs = 5000;

/**
 * Whether any of these can be reached from here: a connection, no request.
 * @param urls of listings
 */
export async function canReachAny(urls: readonly string[]): Promise<boolean> {
  const hosts = new Map(urls.map((url) => [new URL(url).host, new URL(url)]));
  const attempts = [...hosts.values()].map(async (url) => await reach(url));
  return await Promise.any(attempts).then(
    () => true,
    () => false,
  );
}

async function reach({ hostname, port, protocol }: URL): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
      timeout: patienceMs,
    });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => socket.destroy(new Error("it did not answer in time")));
    socket.once("error", reject);
  });
}
