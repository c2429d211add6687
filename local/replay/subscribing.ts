import type { RecordedSubscription } from "../recording.ts";

export interface SubscribingOptions {
  readonly siteUrl: string;
  readonly subscriptions: readonly RecordedSubscription[];
  /** Raw mails to this address, newest last. */
  readonly mailsTo: (address: string) => Promise<readonly string[]>;
  /** Delivers what is under way. */
  readonly settle: () => Promise<void>;
}

/** A subscription of the recording could not be made as a person would make it. */
export class SubscribingError extends Error {
  override readonly name = "SubscribingError";
}

/**
 * Makes the recording's subscriptions the way a person does: the form, the mail, its link, the button.
 * @throws SubscribingError naming the subscription and what the site answered
 */
export async function makeSubscriptions(options: SubscribingOptions): Promise<void> {
  for (const subscription of options.subscriptions) await subscribe(subscription, options);
}

async function subscribe(
  { address, query }: RecordedSubscription,
  { siteUrl, mailsTo, settle }: SubscribingOptions,
): Promise<void> {
  const what = `The recording's subscription of ${address} to ${query}`;
  const asked = await post(`${siteUrl}/subscribe`, { address, query });
  if (!asked.ok) throw new SubscribingError(`${what}: the site answered ${await told(asked)}`);
  await settle();
  const tokens = (await mailsTo(address)).flatMap(confirmTokens);
  const token = tokens.at(-1);
  if (token === undefined) {
    throw new SubscribingError(`${what}: no mail with a link to confirm has come`);
  }
  const confirmed = await post(`${siteUrl}/confirm?token=${encodeURIComponent(token)}`, {});
  if (!confirmed.ok) {
    throw new SubscribingError(`${what}: confirming was answered ${await told(confirmed)}`);
  }
  await settle();
}

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return await fetch(url, {
    method: "POST",
    headers: { accept: "application/json", origin: new URL(url).origin },
    body: new URLSearchParams(fields),
  });
}

async function told(response: Response): Promise<string> {
  return `${response.status}: ${(await response.text()).slice(0, 300)}`;
}

/** The tokens of links to `/confirm` in a mail, its text being quoted-printable or not. */
export function confirmTokens(rawMail: string): readonly string[] {
  const text = rawMail
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return [...text.matchAll(/\/confirm\?token=([\w.~%-]+)/g)].map(([, token = ""]) =>
    decodeURIComponent(token),
  );
}
