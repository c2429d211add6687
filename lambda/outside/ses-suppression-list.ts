import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";

/** The account's own list of addresses that SES sends nothing to; it goes before anything that we know. */
export interface SuppressionList {
  /** Takes an address off; what is not on it is no error. */
  lift(address: string): Promise<void>;
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html */
export function sesSuppressionList(client: Pick<SESv2Client, "send">): SuppressionList {
  return {
    async lift(address) {
      try {
        await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
    },
  };
}
