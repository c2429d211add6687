import type { Clock } from "../runtime/clock.ts";
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
  /** Asked for when the secret is. */
  readonly open: () => Promise<SecretStore>;
  /** A new secret, where nobody has made one yet. */
  readonly makeSecret: () => string;
}

/** How long an instance that verifies links goes on with what it read: a replacement is seen within it. */
const verifyingMs = 5 * 60 * 1000;

/**
 * Reads the secret of signed links: the newest version, and the one before where it was replaced. The first who asks makes it.
 * @throws where the secret cannot be read or is empty
 */
export function linkSecrets(deps: LinkSecretDeps, clock: Clock): () => Promise<LinkSecrets> {
  return remembered(verifyingMs, clock, async () => {
    const store = await deps.open();
    const { value, version } = await readOrMake(store, deps.makeSecret);
    const previous = version > 1 ? await store.read(version - 1) : null;
    return { current: value, previous };
  });
}

/**
 * Reads what signs links alone: the newest version.
 * @throws where the secret cannot be read or is empty
 */
export async function signingSecret(deps: LinkSecretDeps): Promise<Pick<LinkSecrets, "current">> {
  const { value } = await readOrMake(await deps.open(), deps.makeSecret);
  return { current: value };
}

/** CloudFormation makes no such secret. Of two who make it at once the second one reads the first one's. */
async function readOrMake(store: SecretStore, makeSecret: () => string): Promise<SecretVersion> {
  const found =
    (await store.readNewest()) ?? (await store.make(makeSecret())) ?? (await store.readNewest());
  if (found === null) throw new Error("the secret of links is there, but cannot be read yet");
  if (found.value === "") throw new Error("the secret of links is empty: see docs/runbook.md");
  return found;
}
