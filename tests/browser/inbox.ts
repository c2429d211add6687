/** A mail as the local inbox keeps it. */
export interface InboxMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of the raw mail: `List-Unsubscribe` and its like. */
  readonly raw: string;
}

interface StoredMail {
  readonly subject: string;
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text?: string; readonly html?: string };
  readonly raw?: string;
}

/** Mails to an address, oldest first. */
export async function mailsTo(inbox: string, address: string): Promise<readonly InboxMail[]> {
  const response = await fetch(`${new URL(inbox).origin}/store`);
  const { emails } = (await response.json()) as { emails: readonly StoredMail[] }; // aws-ses-v2-local's own form
  return emails
    .filter(({ destination }) => destination.to.some((one) => one.includes(address)))
    .map(({ subject, body, raw }) => ({
      to: address,
      subject,
      text: body.text ?? "",
      html: body.html ?? "",
      raw: raw ?? "",
    }));
}

/** The first mail to an address that fits, once it has come. */
export async function mailWhen(
  inbox: string,
  address: string,
  fits: (mail: InboxMail) => boolean,
): Promise<InboxMail> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = (await mailsTo(inbox, address)).find(fits);
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
  throw new Error(`no such mail to ${address} has come`);
}
