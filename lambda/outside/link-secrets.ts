import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { remembered } from "../runtime/remembered.ts";

/** What signs links, and what still verifies them after a replacement. */
export interface LinkSecrets {
  readonly current: string;
  readonly previous: string | null;
}

/** Where one secret is kept, by versions from 1 on. */
export interface SecretStore {
  /** Null where there is none yet. */
  readNewest(): Promise<SecretVersion | null>;
  /** Null where it is not kept any more. */
  read(version: number): Promise<string | null>;
  /** Keeps the first version. Null where somebody else has made one. */
  make(value: string): Promise<SecretVersion | null>;
}

export interface SecretVersion {
  readonly value: string;
  readonly version: number;
}

export interface LinkSecretDeps {
  readonly store: SecretStore;
  /** A new secret. */
  readonly makeSecret: () => string;
}

export interface SigningSecretDeps extends LinkSecretDeps {
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

/** How long an instance that verifies links goes on with what it read: a replacement is seen within it. */
const verifyingMs = 5 * 60 * 1000;

/**
 * Reads the secret of signed links: the newest version, and the one before where it was replaced. Where there is none yet, no
 * link is ours, as a secret says that nobody else has; it is not remembered.
 * @throws where the secret cannot be read or is empty
 */
export function linkSecrets(deps: LinkSecretDeps, clock: Clock): () => Promise<LinkSecrets> {
  const known = remembered(verifyingMs, clock, async () => {
    const newest = await deps.store.readNewest();
    if (newest === null) throw new NoSecretYet();
    const previous = newest.version > 1 ? await deps.store.read(newest.version - 1) : null;
    return { current: newest.value, previous };
  });
  return async () => {
    try {
      return await known();
    } catch (error) {
      if (error instanceof NoSecretYet) return { current: deps.makeSecret(), previous: null };
      throw error;
    }
  };
}

class NoSecretYet extends Error {}

/** Somebody else's new secret is there for all a moment later. */
const waits = [0, 200, 1000] as const;

/**
 * Reads what signs links alone: the newest version. The first who asks makes it, for CloudFormation makes no such secret; of two
 * who do so at once the second one takes the first one's.
 * @throws where the secret cannot be read or is empty
 */
export async function signingSecret(
  deps: SigningSecretDeps,
): Promise<Pick<LinkSecrets, "current">> {
  const { store } = deps;
  const known = await store.readNewest();
  if (known !== null) return { current: known.value };
  const made = await store.make(deps.makeSecret());
  if (made !== null) {
    // Of the first start; at any other time it says why nobody's links work any more.
    deps.log.info("a secret of links was made: links of mails that were sent before are not valid");
    return { current: made.value };
  }
  for (const wait of waits) {
    await deps.sleep(wait);
    const others = await store.readNewest();
    if (others !== null) return { current: others.value };
  }
  throw new Error("the secret of links is there, but cannot be read yet");
}
