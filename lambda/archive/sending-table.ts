import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";

/** What SES allows the account, and how far it is given away: one item, which all senders share. */
export interface Sending {
  /** When SES last answered; null: it never did, and the rest is assumed. */
  readonly readAt: Instant | null;
  /** Mails a second; null: as many as one likes. */
  readonly perSecond: number | null;
  /** Mails in 24 hours; null: as many as one likes. */
  readonly perDay: number | null;
  /** As SES counted at `readAt`, whoever sent them. */
  readonly sentInDay: number;
  /** Between two mails. */
  readonly intervalMs: number;
  /** How late a mail may be for its moment. */
  readonly lateMs: number;
  /** When senders last missed too many moments; null: never. */
  readonly loosenedAt: Instant | null;
  /** When SES last said that we were too fast; null: never. */
  readonly slowedAt: Instant | null;
  /** The first moment that is not given away, in ms since 1970. */
  readonly nextSlotAt: number;
  /** Mails that the day has left, as far as is known. */
  readonly remaining: number;
}

/** What is asked for: moments in which to send, one mail each. */
export interface Reservation {
  readonly count: number;
  /** None before this, in ms since 1970. */
  readonly now: number;
  /** Refused where later moments than this are given away already. */
  readonly latest: number;
  /** Refused where the day would have fewer mails left after it. */
  readonly keep: number;
}

/** As many moments as were asked for: the first, and one more after every `intervalMs`. */
export interface Slots {
  readonly first: number;
  readonly intervalMs: number;
  /** How late each may be used. */
  readonly lateMs: number;
}

/** How fast mails go out from now on. */
export interface PaceChange {
  readonly intervalMs: number;
  readonly lateMs: number;
  readonly why: "slowed" | "loosened";
  readonly at: Instant;
  /** Nothing is sent before, in ms since 1970. */
  readonly resumeAt: number;
}

/** A line that is worked off one mail after the other. */
export interface Line {
  readonly name: string;
  /** Nobody's turn is before this, in ms since 1970. */
  readonly from: number;
  /** The line is full where its end is later. */
  readonly latest: number;
  readonly intervalMs: number;
}

export interface SendingTable {
  get(): Promise<Sending | null>;
  /** @returns whether it is this caller who asks SES, for nobody did since `before` */
  claimReading(now: Instant, before: Instant): Promise<boolean>;
  /** Records what SES answered, or what is assumed. What was given away stays so. */
  record(
    read: Omit<Sending, "nextSlotAt" | "slowedAt" | "loosenedAt">,
    now: number,
  ): Promise<Sending>;
  /**
   * Gives away moments: all that are asked for or none. One write where the item is as it is known, none
   * where that refuses already.
   * @returns the moments, or null; and the item as it is
   */
  reserve(
    asked: Reservation,
    known: Sending,
  ): Promise<{ readonly slots: Slots | null; readonly sending: Sending }>;
  /** Changes the pace for all senders. @returns false where others did meanwhile */
  changePace(to: PaceChange, known: Sending): Promise<boolean>;
  /** SES says that the day is used up. */
  useUp(): Promise<void>;
  /** A place for so many at the end of a line. @returns the turn of the first; null: the line is full */
  queueUp(count: number, line: Line): Promise<number | null>;
}

/** Others change the item all the time. */
const maxTries = 20;

export function sendingTable(client: DynamoDBDocumentClient, tableName: string): SendingTable {
  async function update(
    expression: string,
    condition: string | null,
    values: Record<string, unknown>,
    names: Record<string, string> | null = null,
  ): Promise<Record<string, unknown> | null> {
    const after: Record<string, unknown>[] = [];
    await writeIf(async () => {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { counter: "sending" },
          UpdateExpression: expression,
          ...(condition === null ? {} : { ConditionExpression: condition }),
          ExpressionAttributeValues: values,
          ...(names === null ? {} : { ExpressionAttributeNames: names }),
          ReturnValues: "ALL_NEW",
        }),
      );
      after.push(Attributes);
    });
    return after[0] ?? null;
  }

  async function read(): Promise<Record<string, unknown> | null> {
    const { Item = null } = await client.send(
      new GetCommand({ TableName: tableName, Key: { counter: "sending" }, ConsistentRead: true }),
    );
    return Item;
  }

  async function get(): Promise<Sending | null> {
    return readItem(await read());
  }

  return {
    get,
    async claimReading(now, before) {
      const claimed = await update(
        "SET askedAt = :now",
        "attribute_not_exists(askedAt) OR askedAt < :before",
        { ":now": now, ":before": before },
      );
      return claimed !== null;
    },
    async record({ readAt, perSecond, perDay, sentInDay, intervalMs, lateMs, remaining }, now) {
      const item = await update(
        "SET readAt = :readAt, perSecond = :perSecond, perDay = :perDay, sentInDay = :sentInDay, intervalMs = :intervalMs, lateMs = :lateMs, remaining = :remaining, nextSlotAt = if_not_exists(nextSlotAt, :now)",
        null,
        {
          ":readAt": readAt,
          ":perSecond": perSecond,
          ":perDay": perDay,
          ":sentInDay": sentInDay,
          ":intervalMs": intervalMs,
          ":lateMs": lateMs,
          ":remaining": remaining,
          ":now": now,
        },
      );
      const recorded = readItem(item);
      if (recorded === null) throw new Error("what was recorded is not there");
      return recorded;
    },
    async reserve({ count, now, latest, keep }, known) {
      let sending = known;
      for (let tries = 0; tries < maxTries; tries += 1) {
        // It only grows: what is too late by an old sight of it is too late.
        if (sending.nextSlotAt > latest || sending.remaining < count + keep) {
          return { slots: null, sending };
        }
        const { intervalMs, lateMs } = sending;
        const span = count * intervalMs;
        const isBehind = sending.nextSlotAt <= now;
        const item = await update(
          `SET nextSlotAt = ${isBehind ? ":now" : "nextSlotAt"} + :span, remaining = remaining - :count`,
          `${isBehind ? "nextSlotAt <= :now" : "nextSlotAt BETWEEN :now AND :latest"} AND intervalMs = :interval AND lateMs = :late AND remaining >= :needed`,
          {
            ":now": now,
            ":span": span,
            ":count": count,
            ":interval": intervalMs,
            ":late": lateMs,
            ":needed": count + keep,
            ...(isBehind ? {} : { ":latest": latest }),
          },
        );
        const after = readItem(item);
        if (after !== null) {
          const slots = { first: after.nextSlotAt - span, intervalMs, lateMs };
          return { slots, sending: after };
        }
        sending = (await get()) ?? sending;
      }
      return { slots: null, sending };
    },
    async changePace({ intervalMs, lateMs, why, at, resumeAt }, known) {
      const set = `SET intervalMs = :interval, lateMs = :late, ${why}At = :at`;
      const values = {
        ":interval": intervalMs,
        ":late": lateMs,
        ":at": at,
        ":known": known.intervalMs,
      };
      // Moments that are given away already stay given away: whoever has one finds out for themselves.
      const paused = await update(
        `${set}, nextSlotAt = :resume`,
        "intervalMs = :known AND nextSlotAt < :resume",
        { ...values, ":resume": resumeAt },
      );
      return paused !== null || (await update(set, "intervalMs = :known", values)) !== null;
    },
    async useUp() {
      await update("SET remaining = :none", "attribute_exists(remaining)", { ":none": 0 });
    },
    async queueUp(count, { name, from, latest, intervalMs }) {
      const names = { "#end": `line ${name}` };
      const values = { ":from": from, ":span": count * intervalMs };
      for (let tries = 0; tries < 3; tries += 1) {
        const behind = await update(
          "SET #end = #end + :span",
          "#end BETWEEN :from AND :latest",
          { ...values, ":latest": latest },
          names,
        );
        const at = behind?.[`line ${name}`];
        if (typeof at === "number") return at - count * intervalMs;
        const first = await update(
          "SET #end = :from + :span",
          "attribute_not_exists(#end) OR #end < :from",
          values,
          names,
        );
        if (first !== null) return from;
        const item = await read();
        if (Number(item?.[`line ${name}`] ?? 0) > latest) return null;
      }
      return null;
    },
  };
}

/** @returns null where no quota was recorded yet */
function readItem(item: Record<string, unknown> | null): Sending | null {
  if (item === null || item["nextSlotAt"] === undefined) return null;
  return { slowedAt: null, loosenedAt: null, ...item } as unknown as Sending; // written above, whole
}
