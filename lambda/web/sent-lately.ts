import type { Alert } from "../archive/alerts-table.ts";
import type { Holdings, SiteDeps } from "./site-deps.ts";

/** One mail that an alert sent, and what it was about. */
export interface SentMail {
  readonly readoutId: string;
  readonly revision: number;
  /** The readout's; null where it is not in the archive any more. */
  readonly title: string | null;
  readonly language: string;
  readonly at: string;
}

/** Mails shown of each alert. */
const shown = 3;

/** What each alert sent last, by subscription. */
export async function sentLately(
  { subscriptions, alerts }: Holdings,
  { readouts }: Pick<SiteDeps, "readouts">,
): Promise<ReadonlyMap<string, readonly SentMail[]>> {
  const sent = alerts.filter(({ sentAt }) => sentAt !== null);
  const lists = await Promise.all(
    subscriptions.map(async ({ subscriptionId }) => {
      const its = sent.filter(({ subscriptionIds }) => subscriptionIds.includes(subscriptionId));
      const mails = await Promise.all(
        its.slice(0, shown).map(async (alert) => await described(alert, readouts)),
      );
      return [subscriptionId, mails] as const;
    }),
  );
  return new Map(lists);
}

async function described(
  { readoutId, revision, sentAt, createdAt }: Alert,
  readouts: SiteDeps["readouts"],
): Promise<SentMail> {
  const head = await readouts.head(readoutId);
  return {
    readoutId,
    revision,
    title: head?.title ?? null,
    language: head?.language ?? "en",
    at: sentAt ?? createdAt,
  };
}
