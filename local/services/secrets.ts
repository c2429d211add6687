import { randomInt } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import type { StateDirectory } from "../state.ts";
import type { LocalSecret, SecretRules } from "../template/stack.ts";
import { type Body, jsonAnswer, jsonError, type ServiceAnswer } from "./service-answer.ts";

export interface Secrets {
  /** One Secrets Manager call (AWS JSON protocol). */
  call(action: string, body: Body): Promise<ServiceAnswer>;
}

const stored = v.record(v.string(), v.object({ value: v.string(), createdAt: v.string() }));

/**
 * The template's secrets, each made once per state folder as the template's rules say. There is no
 * rotation here, so that AWSPREVIOUS does not exist.
 */
export async function openSecrets({
  secrets,
  state,
}: {
  secrets: readonly LocalSecret[];
  state: StateDirectory;
}): Promise<Secrets> {
  const file = state.file("secrets.json");
  const values = { ...(await readStored(file)) };
  for (const secret of secrets) {
    values[secret.logicalId] ??= { value: make(secret), createdAt: new Date().toISOString() };
  }
  await writeFile(`${file}.new`, JSON.stringify(values, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);

  const find = (id: string): LocalSecret | undefined =>
    secrets.find(({ arn, name }) => id === arn || id === name);
  return {
    call: async (action, body) => {
      const secret = find(String(body["SecretId"] ?? ""));
      const kept = secret && values[secret.logicalId];
      const stage = String(body["VersionStage"] ?? "AWSCURRENT");
      if (secret === undefined || kept === undefined) {
        return jsonError(
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret.",
        );
      }
      const description = { ARN: secret.arn, Name: secret.name };
      if (action === "DescribeSecret") return jsonAnswer(200, description);
      if (action !== "GetSecretValue") {
        return jsonError(
          "InvalidRequestException",
          `local mode does not know ${action} of Secrets Manager`,
        );
      }
      if (stage !== "AWSCURRENT") {
        return jsonError(
          "ResourceNotFoundException",
          `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
        );
      }
      return jsonAnswer(200, {
        ...description,
        VersionId: "local-1",
        VersionStages: ["AWSCURRENT"],
        SecretString: kept.value,
        CreatedDate: Date.parse(kept.createdAt) / 1000,
      });
    },
  };
}

async function readStored(file: string): Promise<v.InferOutput<typeof stored>> {
  try {
    return v.parse(stored, JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}

function make({ value, generate }: LocalSecret): string {
  if (generate === null) return value ?? "";
  const text = randomText(generate);
  if (generate.template === null || generate.key === null) return text;
  const template = v.parse(v.record(v.string(), v.unknown()), JSON.parse(generate.template));
  return JSON.stringify({ ...template, [generate.key]: text });
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
function randomText(rules: SecretRules): string {
  const alphabet = [
    rules.excludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    rules.excludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    rules.excludeNumbers ? "" : "0123456789",
    rules.excludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  ]
    .join("")
    .split("")
    .filter((character) => !rules.excludeCharacters.includes(character));
  return Array.from({ length: rules.length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
