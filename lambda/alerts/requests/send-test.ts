import type { CountersTable } from "../../archive/counters-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { SearchIndex } from "../../archive/search/open-index.ts";
import { searchArchive } from "../../archive/search/search-archive.ts";
import { wordsOf } from "../../mail/words/words-of.ts";
import type { Mailer } from "../../outside/mailer.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { type ComposeDeps, composeAlert } from "../delivery/compose-alert.ts";
import { countMail } from "./request-limits.ts";
import type { SiteRequest } from "./site-request.ts";

export interface TestDeps extends Omit<ComposeDeps, "readouts"> {
  readonly clock: Clock;
  readonly log: Log;
  readonly readouts: Pick<ReadoutsTable, "newest" | "latest" | "found" | "revision">;
  readonly index: SearchIndex;
  readonly counters: CountersTable;
  readonly mailer: Mailer;
}

/** Clocks of press offices go wrong, and announcements are dated ahead. */
const aheadMs = 366 * 24 * 60 * 60 * 1000;

/**
 * Mails the newest readout that an alert finds, as the alert would have, marked as a test. What nothing is
 * found for is not mailed: the page has said so. It counts as no alert, so that the readout's edits are told
 * to those who were really told of it.
 */
export async function sendTest(
  request: Extract<SiteRequest, { kind: "test" }>,
  deps: TestDeps,
): Promise<void> {
  const { subscriberId, subscriptionId } = request;
  const subscription = await deps.subscriptions.get(subscriberId, subscriptionId);
  if (subscription?.state !== "active") return;
  const parsed = parseQuery(subscription.query);
  if (!parsed.ok) return;
  const now = deps.clock.now();
  const within = {
    sourceId: null,
    since: null,
    until: addMs(now, aheadMs),
    cursor: null,
    limit: 1,
  };
  const [hit] = (await searchArchive(parsed.query, within, deps)).hits;
  if (hit === undefined) return;
  const { readoutId, latest } = hit.head;
  const composed = await composeAlert(
    {
      subscriberId,
      alertId: `test#${readoutId}#${request.requestedAt}`,
      readoutId,
      revision: latest,
      change: "new",
      subscriptionIds: [subscriptionId],
      inReplyTo: null,
      state: "pending",
      createdAt: now,
      attempt: 0,
      leaseUntil: null,
      sentAt: null,
      sesMessageId: null,
      reason: null,
      digestId: null,
    },
    deps,
    now,
  );
  if (composed.outcome !== "send") return;
  const giveBack = await countMail("test", subscription.address, deps);
  if (giveBack === null) return;
  const { message } = composed;
  const words = wordsOf(subscription.mailLanguage);
  try {
    // Without the tag of an alert: SES's event about it is about no alert.
    await deps.mailer.send({
      ...message,
      subject: `${words.test}${words.colon} ${message.subject}`,
      tags: { subscriber: subscriberId },
    });
  } catch (error) {
    await giveBack();
    throw error;
  }
}
