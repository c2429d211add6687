import { SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { linkSecrets, signingSecret } from "../../lambda/outside/link-secrets.ts";
import { parameterStore } from "../../lambda/outside/parameter-store.ts";
import { openParameters, type Parameters } from "../../local/services/parameters.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { jsonError, type ServiceAnswer } from "../../local/services/service-answer.ts";
import { aState } from "../builders/local-stack.ts";

let refusal: ServiceAnswer;
const name = "/readouts/Readouts/link-secret";

let server: Server;
let parameters: Parameters;
let remove: () => Promise<void>;
let asked: string[];
/** What happens just before a call is answered; false: the caller is refused. */
let before: (action: string) => Promise<boolean>;
let now: string;
let made: number;
let said: string[];
/** The version that is answered without its value. */
let empty: number | null;
let whileWaiting: () => Promise<unknown>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      asked.push(action);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      void before(action)
        .then(async (may) => (may ? await parameters.call(action, body) : refusal))
        .then((answer) => (empty === null ? answer : withoutValueOf(empty, answer)))
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(async () => {
  await remove();
});
beforeEach(async () => {
  const folder = await aState();
  ({ remove } = folder);
  parameters = await openParameters(folder.state);
  asked = [];
  before = async () => await Promise.resolve(true);
  refusal = jsonError("AccessDeniedException", "not yours");
  now = "2026-03-02T09:00:00.000Z";
  made = 0;
  said = [];
  empty = null;
  whileWaiting = async () => {};
});

function deps() {
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
  const client = new SSMClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  return {
    store: parameterStore(client, name),
    makeSecret: () => `secret ${(made += 1)}`,
    sleep: async () => {
      await whileWaiting();
    },
    log: { ...silentLog, info: (message: string) => said.push(message) },
  };
}
const clock = { now: () => now };
const replaceBy = async (value: string) =>
  await parameters.call("PutParameter", {
    Name: name,
    Type: "SecureString",
    Value: value,
    Overwrite: true,
  });

test("the first who signs makes the secret, says so, and everybody has the same", async () => {
  expect(await signingSecret(deps())).toEqual({ current: "secret 1" });
  expect(said).toHaveLength(1);
  expect(await signingSecret(deps())).toEqual({ current: "secret 1" });
  expect(await linkSecrets(deps(), clock)()).toEqual({ current: "secret 1", previous: null });
  expect([made, said.length]).toEqual([1, 1]);
});

test("who verifies makes none: before there is one no link is ours, and the first one is seen at once", async () => {
  const read = linkSecrets(deps(), clock);
  const unknown = await read();
  expect(asked).toEqual(["GetParameter"]);
  await replaceBy("one");
  expect(await read()).toEqual({ current: "one", previous: null });
  expect(unknown).toEqual({ current: "secret 1", previous: null });
});

test("of two who make it at once the second one takes the first one's", async () => {
  before = async (action) => {
    if (action === "PutParameter") await replaceBy("theirs");
    return true;
  };
  expect(await signingSecret(deps())).toEqual({ current: "theirs" });
  expect(said).toEqual([]);
});

test("what another is making in the same moment is waited for", async () => {
  refusal = jsonError("TooManyUpdates", "one update at a time");
  before = async (action) => await Promise.resolve(action !== "PutParameter");
  let waited = 0;
  whileWaiting = async () => {
    waited += 1;
    if (waited === 2) await replaceBy("theirs");
  };
  expect(await signingSecret(deps())).toEqual({ current: "theirs" });
});

test("what another has made and nobody can read yet is an error", async () => {
  refusal = jsonError("ParameterAlreadyExists", "it is there");
  before = async (action) => await Promise.resolve(action !== "PutParameter");
  await expect(signingSecret(deps())).rejects.toThrow("cannot be read yet");
});

test("a replacement is seen within five minutes, and the old secret still known", async () => {
  await replaceBy("one");
  const read = linkSecrets(deps(), clock);
  expect(await read()).toEqual({ current: "one", previous: null });
  await replaceBy("two");
  const calls = asked.length;
  expect(await read()).toEqual({ current: "one", previous: null });
  expect(asked).toHaveLength(calls);
  now = "2026-03-02T09:05:00.000Z";
  expect(await read()).toEqual({ current: "two", previous: "one" });
  await replaceBy("three");
  now = "2026-03-02T09:10:00.000Z";
  expect(await read()).toEqual({ current: "three", previous: "two" });
});

test("what signs is the newest alone, in one call", async () => {
  await replaceBy("one");
  await replaceBy("two");
  asked = [];
  expect(await signingSecret(deps())).toEqual({ current: "two" });
  expect(asked).toEqual(["GetParameter"]);
});

test("a secret that cannot be read is an error, and none is made", async () => {
  before = async () => await Promise.resolve(false);
  await expect(signingSecret(deps())).rejects.toThrow("not yours");
  expect(made).toBe(0);
});

test("an empty secret signs nothing, and one of before verifies nothing", async () => {
  empty = 1;
  await replaceBy("one");
  await expect(signingSecret(deps())).rejects.toThrow("is empty");
  await replaceBy("two");
  await expect(linkSecrets(deps(), clock)()).rejects.toThrow("is empty");
});

function withoutValueOf(version: number, answer: ServiceAnswer): ServiceAnswer {
  const whole = JSON.parse(answer.body) as { Parameter?: { Version: number } };
  if (whole.Parameter?.Version !== version) return answer;
  return { ...answer, body: JSON.stringify({ Parameter: { ...whole.Parameter, Value: "" } }) };
}
