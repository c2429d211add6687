import PostalMime from "postal-mime";
import { reasonsOf } from "../../lambda/alerts/delivery/reasons.ts";
import type { AlertContent } from "../../lambda/mail/alert-content.ts";
import { renderAlert } from "../../lambda/mail/alert.ts";
import { composeMime } from "../../lambda/outside/mime.ts";
import { difference } from "../../lambda/readouts/difference.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import type { Change } from "../../lambda/readouts/revision.ts";
import type { MailLanguage } from "../../lambda/subscriptions/preferences.ts";
import { aReadout, aRevision } from "../builders/readout.ts";

interface Told {
  readonly language: MailLanguage;
  readonly content: Partial<ReadoutContent>;
  readonly before: Partial<ReadoutContent> | null;
  readonly change: Change;
  readonly revision: number;
  readonly queries: readonly [string, ...string[]];
  readonly inReplyTo: string | null;
  /** Of each alert; otherwise as its query. */
  readonly name: string;
}

/** Of the one click. */
export const unsubscribeUrl = "https://readouts.norrhaven.example/unsubscribe?token=all";

/** An alert about the short readout of the builders, with one word changed. */
export function anAlertOf(changed: Partial<Told> = {}): AlertContent {
  const { change = "new", revision = 1, queries = ["treaty"], before = null } = changed;
  const content = aReadout(changed.content);
  const { each, snippets } = reasonsOf(queries, aRevision({ content, change }));
  const [first, ...others] = each.map((reason, n) => ({
    ...reason,
    name: changed.name ?? reason.query,
    unsubscribeUrl: `https://readouts.norrhaven.example/unsubscribe?token=${n}`,
  }));
  if (first === undefined) throw new Error("there is a query");
  return {
    language: changed.language ?? "en",
    change,
    revision: aRevision({ content, revision }),
    sourceName: "Prime Minister of Ostrovia",
    timeZone: "Europe/Athens",
    snippets,
    reasons: [first, ...others],
    unsubscribeUrl,
    manageUrl: "https://readouts.norrhaven.example/manage?token=mine",
    difference: before === null ? null : difference(aReadout(before), content),
    baseUrl: "https://readouts.norrhaven.example",
    sentAt: "2026-03-02T15:01:30.000Z",
    messageId: "one@readouts.norrhaven.example",
    threadId: "thread@readouts.norrhaven.example",
    inReplyTo: changed.inReplyTo ?? null,
  };
}

/** The mail as a mail program reads it. */
export async function received(alert: AlertContent) {
  const mail = { ...renderAlert(alert), to: "reader@newsroom.example" };
  const sender = "Readouts <alerts@norrhaven.example>";
  const raw = await composeMime(mail, sender, alert.sentAt);
  const email = await PostalMime.parse(raw);
  const header = (name: string): string | undefined =>
    email.headers.find(({ key }) => key === name)?.value;
  return { raw: Buffer.from(raw).toString(), email, header };
}
