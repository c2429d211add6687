import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openSecrets } from "../../local/services/secrets.ts";
import type { StateDirectory } from "../../local/state.ts";
import type { LocalSecret } from "../../local/template/stack.ts";
import { aState } from "../builders/local-stack.ts";

const secret: LocalSecret = {
  logicalId: "LinkSecret",
  name: "LinkSecret",
  arn: "arn:aws:secretsmanager:us-east-1:000000000000:secret:LinkSecret-local1",
  value: null,
  generate: {
    length: 64,
    excludeCharacters: "abc",
    excludePunctuation: true,
    excludeNumbers: true,
    excludeUppercase: true,
    excludeLowercase: false,
    template: null,
    key: null,
  },
};

let state: StateDirectory;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ state, remove } = await aState());
});

afterEach(async () => {
  await remove();
});

test("a secret follows the template's rules and stays the same from run to run", async () => {
  const first = await get({ SecretId: secret.arn });
  expect(first["SecretString"]).toMatch(/^[d-z]{64}$/);
  expect((await get({ SecretId: secret.arn }))["SecretString"]).toBe(first["SecretString"]);
});

test("there is no previous secret before a rotation", async () => {
  const answer = await get({ SecretId: secret.arn, VersionStage: "AWSPREVIOUS" });
  expect(answer["__type"]).toBe("ResourceNotFoundException");
});

async function get(body: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const secrets = await openSecrets({ secrets: [secret], state });
  const answer = await secrets.call("GetSecretValue", body);
  return JSON.parse(answer.body) as Record<string, unknown>;
}
