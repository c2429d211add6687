import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { choosePorts } from "../../local/ports.ts";
import { openState } from "../../local/state.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "readouts-ports-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function chosen(name: string, site: number | null = null) {
  return await choosePorts(await openState(join(folder, name)), site);
}

async function listensAt(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

test("two services that start at once have no port in common", async () => {
  const both = await Promise.all([chosen("one"), chosen("two")]);
  const all = both.flatMap(({ ports }) => Object.values(ports));
  expect(new Set(all).size).toBe(6);
  for (const { giveUp } of both) for (const name of names) await giveUp(name);
});

test("a port is held until it is given up, twice or once", async () => {
  const { ports, giveUp } = await chosen("three");
  expect(await listensAt(ports.gateway)).toBe(false);
  await giveUp("gateway");
  await giveUp("gateway");
  expect(await listensAt(ports.gateway)).toBe(true);
  for (const name of names) await giveUp(name);
});

test("a port that the user asks for and somebody has is named, and nothing stays held", async () => {
  const other = await chosen("four");
  await expect(chosen("five", other.ports.site)).rejects.toThrow(
    `Port ${other.ports.site} is in use. Choose another with --port.`,
  );
  for (const name of names) await other.giveUp(name);
});

const names = ["site", "gateway", "inbox"] as const;
