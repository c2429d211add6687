import type { CountersTable, Limit } from "../../archive/counters-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import { foldedAddress, shortHash } from "../../subscriptions/address.ts";
import { isThisMachine, networkOf } from "../../subscriptions/network.ts";

export interface LimitDeps {
  readonly clock: Clock;
  readonly counters: CountersTable;
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** What one network may ask for: an office behind one address signs up a floor, a script no list. */
const perNetwork: Limit = { most: 30, windowMs: hourMs };
/** What may be asked for in all: what SES's reputation can bear of mails to strangers. */
const inAll: Limit = { most: 2000, windowMs: dayMs };

/** Mails to one address that nobody there has asked for yet. */
const confirmations: Limit = { most: 3, windowMs: dayMs };
const manageLinks: Limit = { most: 3, windowMs: dayMs };
const tests: Limit = { most: 10, windowMs: dayMs };
/** One at a time waits in a mailbox, however its address is written and whatever is asked for at once. */
const waiting: Limit = { most: 1, windowMs: hourMs };
/** Strangers' mails to one domain: enough for a mail service, too little to be a nuisance to a company. */
const perDomain: Limit = { most: 200, windowMs: dayMs };

/** Whether this network, and all together, may ask for one thing more. Says nothing of any address. */
export async function mayAsk(from: string, { clock, counters }: LimitDeps): Promise<boolean> {
  if (isThisMachine(from)) return true;
  const now = clock.now();
  if (!(await counters.take(`network#${networkOf(from)}`, perNetwork, now))) return false;
  return await counters.take("requests", inAll, now);
}

/** A preview reads up to a thousand readouts, a feed some hundreds: what strangers make us read costs money. */
const previews: Limit = { most: 60, windowMs: hourMs };
const previewsInAll: Limit = { most: 5000, windowMs: dayMs };
/** Feed readers ask every quarter of an hour at most; several may share an address. */
const feedReads: Limit = { most: 20, windowMs: hourMs };

/** Whether this network may look what a search would have found. */
export async function mayPreview(from: string, { clock, counters }: LimitDeps): Promise<boolean> {
  if (isThisMachine(from)) return true;
  const now = clock.now();
  if (!(await counters.take(`preview#${networkOf(from)}`, previews, now))) return false;
  return await counters.take("previews", previewsInAll, now);
}

/** Whether an alert's feeds may be read once more. */
export async function mayReadFeed(
  subscriptionRef: string,
  { clock, counters }: LimitDeps,
): Promise<boolean> {
  return await counters.take(`feed#${subscriptionRef}`, feedReads, clock.now());
}

export type UnaskedMail = "confirmation" | "manage-link" | "test";

const ofKind: Readonly<Record<UnaskedMail, Limit>> = {
  confirmation: confirmations,
  "manage-link": manageLinks,
  test: tests,
};

/**
 * Counts a mail that goes to an address because somebody typed it, however they wrote it.
 * @returns what takes the count back where the mail was not sent; null where it must not be sent
 */
export async function countMail(
  kind: UnaskedMail,
  address: string,
  { clock, counters }: LimitDeps,
): Promise<(() => Promise<void>) | null> {
  const now = clock.now();
  const taken: (readonly [string, Limit])[] = [];
  const giveBack = async (): Promise<void> => {
    for (const [name, limit] of taken) await counters.giveBack(name, limit, now);
  };
  for (const [name, limit] of countsOf(kind, address)) {
    if (!(await counters.take(name, limit, now))) {
      await giveBack();
      return null;
    }
    taken.push([name, limit]);
  }
  return giveBack;
}

/** Who answers their mail is no victim of it: it does not count any more. */
export async function countAnswered(
  kind: UnaskedMail,
  address: string,
  { clock, counters }: LimitDeps,
): Promise<void> {
  const now = clock.now();
  for (const [name, limit] of countsOf(kind, address)) await counters.giveBack(name, limit, now);
}

function countsOf(kind: UnaskedMail, address: string): readonly (readonly [string, Limit])[] {
  const folded = foldedAddress(address);
  const domain = folded.slice(folded.lastIndexOf("@") + 1);
  const hash = shortHash(folded);
  return [
    ...(kind === "confirmation" ? [[`waiting#${hash}`, waiting] as const] : []),
    [`${kind}#${hash}`, ofKind[kind]],
    [`domain#${domain}`, perDomain],
  ];
}
