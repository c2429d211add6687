import { GetSendQuotaCommand, type SESClient } from "@aws-sdk/client-ses";

/** What SES allows an account in one region. */
export interface Quota {
  /** Mails a second; null: as many as one likes. */
  readonly perSecond: number | null;
  /** Mails in 24 hours; null: as many as one likes. */
  readonly perDay: number | null;
  /** In the last 24 hours, by whatever program of the account. */
  readonly sentInDay: number;
}

/**
 * Asks SES for the account's quota. `-1` is SES's word for no limit.
 * @throws what the call throws, and Error where the answer holds no quota
 */
export function sesQuota(client: SESClient): () => Promise<Quota> {
  return async () => {
    const {
      Max24HourSend,
      MaxSendRate,
      SentLast24Hours = 0,
    } = await client.send(new GetSendQuotaCommand({}));
    if (Max24HourSend === undefined || MaxSendRate === undefined) {
      throw new Error("SES answered GetSendQuota without Max24HourSend or MaxSendRate");
    }
    return {
      perSecond: MaxSendRate < 0 ? null : MaxSendRate,
      perDay: Max24HourSend < 0 ? null : Max24HourSend,
      sentInDay: SentLast24Hours,
    };
  };
}
