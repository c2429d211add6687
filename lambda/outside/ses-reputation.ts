import {
  DescribeConfigurationSetCommand,
  GetSendStatisticsCommand,
  type SESClient,
  UpdateConfigurationSetSendingEnabledCommand,
} from "@aws-sdk/client-ses";
import type { Instant } from "../runtime/instant.ts";

/** SES's own counts, and its own switch: paused, it takes no mail of our configuration set, whoever sends it. */
export function sesReputation(client: SESClient, configurationSet: string) {
  return {
    async counts() {
      const { SendDataPoints = [] } = await client.send(new GetSendStatisticsCommand({}));
      return SendDataPoints.map((point) => ({
        at: (point.Timestamp ?? new Date(0)).toISOString(),
        attempts: point.DeliveryAttempts ?? 0,
        bounces: point.Bounces ?? 0,
        complaints: point.Complaints ?? 0,
      }));
    },
    async freshStart(): Promise<{ readonly isSending: boolean; readonly since: Instant | null }> {
      const { ReputationOptions } = await client.send(
        new DescribeConfigurationSetCommand({
          ConfigurationSetName: configurationSet,
          ConfigurationSetAttributeNames: ["reputationOptions"],
        }),
      );
      return {
        isSending: ReputationOptions?.SendingEnabled ?? true,
        since: ReputationOptions?.LastFreshStart?.toISOString() ?? null,
      };
    },
    async setSending(isSending: boolean) {
      await client.send(
        new UpdateConfigurationSetSendingEnabledCommand({
          ConfigurationSetName: configurationSet,
          Enabled: isSending,
        }),
      );
    },
  };
}
