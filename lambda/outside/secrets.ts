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

/** How long an instance goes on with what it read: a rotation is seen within it. */
const keptMs = 5 * 60 * 1000;

/**
 * Reads the secret of signed links: AWSCURRENT, and AWSPREVIOUS where there was a rotation.
 * @throws where the secret cannot be read or is empty
 */
export function linkSecrets(
  client: SecretsManagerClient,
  secretArn: string,
  clock: Clock,
): () => Promise<LinkSecrets> {
  let kept: { readonly at: Instant; readonly secrets: LinkSecrets } | null = null;

  async function version(stage: "AWSCURRENT" | "AWSPREVIOUS"): Promise<string | null> {
    try {
      const answer = await client.send(
        new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }),
      );
      return answer.SecretString ?? null;
    } catch (error) {
      if (error instanceof ResourceNotFoundException && stage === "AWSPREVIOUS") return null;
      throw error;
    }
  }

  return async () => {
    if (kept !== null && msBetween(kept.at, clock.now()) < keptMs) return kept.secrets;
    const [current, previous] = await Promise.all([version("AWSCURRENT"), version("AWSPREVIOUS")]);
    if (current === null || current === "") throw new Error(`the secret ${secretArn} is empty`);
    kept = { at: clock.now(), secrets: { current, previous } };
    return kept.secrets;
  };
}
