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

/** Ports that nobody else can take until they are given up for who is to listen there. */
export interface HeldPorts {
  readonly ports: Ports;
  /** To be called right before listening; once more does nothing. */
  readonly giveUp: (name: keyof Ports) => Promise<void>;
}

/**
 * A state keeps its ports, so that the links in its mails stay good; a new one takes the usual
 * ports where they are free. What is taken by now is replaced by any free port. They are held, since seconds
 * pass until all of the service listens and another may be starting.
 * @param site what the user asks for; null leaves it to us
 * @throws Error where the port that the user asks for is taken
 */
export async function choosePorts(state: StateDirectory, site: number | null): Promise<HeldPorts> {
  const file = state.file("ports.json");
  const kept = { ...usual, ...readPorts(file) };
  const held = {
    site: site === null ? await holdOrAny(kept.site) : await hold(site).catch(() => null),
    gateway: await holdOrAny(kept.gateway),
    inbox: await holdOrAny(kept.inbox),
  };
  if (held.site === null) {
    await Promise.all([held.gateway.giveUp(), held.inbox.giveUp()]);
    throw new Error(`Port ${site} is in use. Choose another with --port.`);
  }
  const its = { ...held, site: held.site };
  const ports = { site: its.site.port, gateway: its.gateway.port, inbox: its.inbox.port };
  writeFileSync(file, JSON.stringify(ports));
  return { ports, giveUp: async (name) => await its[name].giveUp() };
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<Ports>;
  } catch {
    return {};
  }
}

interface Held {
  readonly port: number;
  giveUp(): Promise<void>;
}

async function holdOrAny(port: number): Promise<Held> {
  return await hold(port).catch(async () => await hold(0));
}

/** @throws Error with code EADDRINUSE where it is taken */
async function hold(port: number): Promise<Held> {
  return await new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const given = typeof address === "object" && address !== null ? address.port : port;
      const giveUp = async (): Promise<void> => {
        await new Promise<void>((closed) => {
          server.close(() => closed());
        });
      };
      resolve({ port: given, giveUp });
    });
  });
}
