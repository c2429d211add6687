import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { StateDirectory } from "./state.ts";

/** Where a local service listens, on loopback only. */
export interface Ports {
  readonly site: number;
  readonly gateway: number;
  readonly inbox: number;
}

const usual: Ports = { site: 4680, gateway: 4600, inbox: 4690 };

/**
 * A state keeps its ports, so that the links in its mails stay good; a new one takes the usual
 * ports where they are free. What is taken by now is replaced by any free port.
 * @param site what the user asks for; null leaves it to us
 * @throws Error where the port that the user asks for is taken
 */
export async function choosePorts(state: StateDirectory, site: number | null): Promise<Ports> {
  const file = state.file("ports.json");
  const kept = { ...usual, ...readPorts(file) };
  if (site !== null && !(await isFree(site))) {
    throw new Error(`Port ${site} is in use. Choose another with --port.`);
  }
  const ports = {
    site: site ?? (await freeOr(kept.site)),
    gateway: await freeOr(kept.gateway),
    inbox: await freeOr(kept.inbox),
  };
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<Ports>;
  } catch {
    return {};
  }
}

async function freeOr(port: number): Promise<number> {
  return (await isFree(port)) ? port : await listenOnce(0);
}

async function isFree(port: number): Promise<boolean> {
  return await listenOnce(port).then(
    () => true,
    () => false,
  );
}

async function listenOnce(port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const given = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(given));
    });
  });
}
