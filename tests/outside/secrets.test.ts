import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { linkSecrets, signingSecret } from "../../lambda/outside/secrets.ts";

let server: Server;
let stages: Record<string, string>;
let asked = 0;
let now = "2026-03-02T09:00:00.000Z";

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked += 1;
      const { VersionStage } = JSON.parse(Buffer.concat(chunks).toString()) as {
        VersionStage: string;
      };
      const value = stages[VersionStage];
      const body =
        value === undefined
          ? { __type: "ResourceNotFoundException", message: "no such version" }
          : { SecretString: value };
      response
        .writeHead(value === undefined ? 400 : 200, {
          "Content-Type": "application/x-amz-json-1.1",
        })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function client() {
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
  return new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
}

const arn = "arn:aws:secretsmanager:us-east-1:0:secret:links";
const clock = { now: () => now };
const secrets = () => linkSecrets(client(), arn, clock);

test("before a rotation there is no previous secret", async () => {
  stages = { AWSCURRENT: "one" };
  expect(await secrets()()).toEqual({ current: "one", previous: null });
});

test("a rotation is seen within five minutes, and the old secret still known", async () => {
  stages = { AWSCURRENT: "one" };
  const read = secrets();
  await read();
  stages = { AWSCURRENT: "two", AWSPREVIOUS: "one" };
  const before = asked;
  expect(await read()).toEqual({ current: "one", previous: null });
  expect(asked).toBe(before);
  now = "2026-03-02T09:05:00.000Z";
  expect(await read()).toEqual({ current: "two", previous: "one" });
});

test("what signs is the current one alone, in one call", async () => {
  stages = { AWSCURRENT: "two", AWSPREVIOUS: "one" };
  const before = asked;
  expect(await signingSecret(client(), arn)).toEqual({ current: "two" });
  expect(asked - before).toBe(1);
});

test("a secret that is not there is an error", async () => {
  stages = {};
  await expect(secrets()()).rejects.toThrow("no such version");
});

test("an empty secret signs nothing", async () => {
  stages = { AWSCURRENT: "" };
  await expect(signingSecret(client(), arn)).rejects.toThrow("is empty");
});
