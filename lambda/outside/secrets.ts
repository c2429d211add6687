import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../runtime/clock.ts";
import { remembered } from "../runtime/remembered.ts";

/** What signs links, and what still verifies them after a rotation. */
export interface LinkSecrets {
  readonly current: string;
  readonly previous: string | null;
}

/** How long an instance that verifies links goes on with what it read: a rotation is seen within it. */
const verifyingMs = 5 * 60 * 1000;

/**
 * Reads the secret of signed links: AWSCURRENT, and AWSPREVIOUS where there was a rotation.
 * @throws where the secret cannot be read or is empty
 */
export function linkSecrets(
  client: SecretsManagerClient,
  secretArn: string,
  clock: Clock,
): () => Promise<LinkSecrets> {
  return remembered(verifyingMs, clock, async () => {
    const [current, previous] = await Promise.all([
      currentSecret(client, secretArn),
      previousSecret(client, secretArn),
    ]);
    return { current, previous };
  });
}

/**
 * Reads what signs links alone: AWSCURRENT.
 * @throws where the secret cannot be read or is empty
 */
export const signingSecret = async (
  client: SecretsManagerClient,
  secretArn: string,
): Promise<Pick<LinkSecrets, "current">> => ({ current: await currentSecret(client, secretArn) });

async function currentSecret(client: SecretsManagerClient, secretArn: string): Promise<string> {
  const current = await version(client, secretArn, "AWSCURRENT");
  if (current === null || current === "") throw new Error(`the secret ${secretArn} is empty`);
  return current;
}

async function previousSecret(
  client: SecretsManagerClient,
  secretArn: string,
): Promise<string | null> {
  try {
    return await version(client, secretArn, "AWSPREVIOUS");
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

async function version(
  client: SecretsManagerClient,
  secretArn: string,
  stage: "AWSCURRENT" | "AWSPREVIOUS",
): Promise<string | null> {
  const answer = await client.send(
    new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }),
  );
  return answer.SecretString ?? null;
}
