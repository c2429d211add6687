import type { SigningKeyItem } from "../../archive/signing-key-item.ts";
import type { Clock } from "../../runtime/clock.ts";
import { msBetween } from "../../runtime/instant.ts";
import {
  deriveKey,
  keyIsUsedForMs,
  type SigningSecret,
  type SigningSecrets,
} from "../../subscriptions/signed-links.ts";

export interface SigningKeyDeps {
  readonly clock: Clock;
  readonly signingKey: SigningKeyItem;
  /** The secret itself: a call costs a twentieth of what SES takes for a mail. */
  readonly readSecret: () => Promise<Pick<SigningSecrets, "current">>;
}

/**
 * What signs the links of mails: a key that is derived from the secret once a day and then read where the senders' other
 * numbers are, so that a mail which is sent by itself need not ask for the secret.
 */
export async function keyOfTheDay(deps: SigningKeyDeps): Promise<SigningSecret> {
  const now = deps.clock.now();
  const known = await deps.signingKey.get();
  if (known !== null && msBetween(known.derivedAt, now) < keyIsUsedForMs) {
    return { current: known.key, keyId: known.keyId };
  }
  const { current } = await deps.readSecret();
  const keyId = String(Date.parse(now));
  const key = deriveKey(current, keyId);
  await deps.signingKey.keep({ keyId, key, derivedAt: now });
  return { current: key, keyId };
}
