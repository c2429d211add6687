import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Clock } from "../runtime/clock.ts";
import { msBetween, type Instant } from "../runtime/instant.ts";

/** What signs links, and what still verifies them after a rotation. */
export interface LinkSecrets {
  readonly current: string;
  readonly previous: string | null;
}

/** How long an instance that verifies links goes on with what it read: a rotation is seen within it. */
const verifyingMs = 5 * 60 * 1000;
/** What signs may go on for longer: what a rotation has replaced still verifies. Each call costs a twentieth of what SES takes for a mail. */
const signingMs = 60 * 60 * 1000;

/**
 * Reads the secret of signed links: AWSCURRENT, and AWSPREVIOUS where there was a rotation.
 * @throws where the secret cannot be read or is empty
 */
export function linkSecrets(
  client: SecretsManagerClient,
  secretArn: string,
  clock: Clock,
): () => Promise<LinkSecrets> {
  return kept(verifyingMs, clock, async () => {
    const [current, previous] = await Promise.all([
      currentSecret(client, secretArn),
      previousSecret(client, secretArn),
    ]);
    return { current, previous };
  });
}

/**
 * Reads what signs links alone: AWSCURRENT, as it was within an hour.
 * @throws where the secret cannot be read or is empty
 */
export function signingSecret(
  client: SecretsManagerClient,
  secretArn: string,
  clock: Clock,
): () => Promise<Pick<LinkSecrets, "current">> {
  return kept(signingMs, clock, async () => ({ current: await currentSecret(client, secretArn) }));
}

/** Asks once in so long; of those who ask at once, too, and again where it failed. */
function kept<T>(forMs: number, clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: Instant; readonly answer: Promise<T> } | null = null;
  return async () => {
    const now = clock.now();
    const mine =
      last !== null && msBetween(last.at, now) < forMs ? last : { at: now, answer: read() };
    last = mine;
    try {
      return await mine.answer;
    } catch (error) {
      if (last === mine) last = null;
      throw error;
    }
  };
}

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
