import { addMs, type Instant } from "../runtime/instant.ts";

/** Where an alert's events are posted, and what signs them. */
export interface Webhook {
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks writes a symmetric secret. */
  readonly secret: string;
  /** What signed before the last rotation, and signs beside the new secret for a while. */
  readonly previous: { readonly secret: string; readonly until: Instant } | null;
  readonly setAt: Instant;
}

/** Of a secret; the specification wants 24 to 64. */
export const secretBytes = 32;

/** Both secrets sign for so long after a rotation, so that receivers can change theirs in peace. */
const rotationMs = 24 * 60 * 60 * 1000;

/** @param bytes that nobody can guess, `secretBytes` of them */
export function webhookSecret(bytes: Uint8Array): string {
  return `whsec_${Buffer.from(bytes).toString("base64")}`;
}

/** Another address keeps the secret: who receives there has it already, or is shown it. */
export function webhookTo(
  url: string,
  before: Webhook | null,
  newSecret: string,
  now: Instant,
): Webhook {
  return before === null
    ? { url, secret: newSecret, previous: null, setAt: now }
    : { ...before, url, setAt: now };
}

export function withNewSecret(webhook: Webhook, newSecret: string, now: Instant): Webhook {
  const previous = { secret: webhook.secret, until: addMs(now, rotationMs) };
  return { ...webhook, secret: newSecret, previous };
}

/** What signs now, the newest first. */
export function signingSecrets({ secret, previous }: Webhook, now: Instant): readonly string[] {
  return previous !== null && previous.until > now ? [secret, previous.secret] : [secret];
}
