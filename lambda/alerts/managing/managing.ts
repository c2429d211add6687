import { actOnAlert, changeAlert, endMonthlyLine, stopAll } from "./change-alert.ts";
import {
  alertOfFeed,
  eraseSubscriber,
  holdingsOf,
  type ManageDeps,
  readHolder,
} from "./manage-alerts.ts";
import {
  actOnWebhook,
  type ManageWebhookDeps,
  type WebhookWish,
} from "../webhooks/manage-webhook.ts";
import { type LimitDeps, mayReadFeed } from "../requests/request-limits.ts";

/** Everything that the holder of a link to manage can do, as the site asks for it. */
export function managing(deps: ManageDeps & LimitDeps & ManageWebhookDeps) {
  return {
    open: async (token: string) => {
      const holder = await readHolder(token, deps);
      if (holder.outcome !== "open") return { outcome: holder.outcome } as const;
      const { outcome, subscriberId } = holder;
      return { outcome, subscriberId, holdings: await holdingsOf(subscriberId, deps) } as const;
    },
    act: async (...[action, on]: FirstOf<typeof actOnAlert>) => await actOnAlert(action, on, deps),
    change: async (...[on, wish]: FirstOf<typeof changeAlert>) => await changeAlert(on, wish, deps),
    stopAll: async (...[on]: FirstOf<typeof stopAll>) => await stopAll(on, deps),
    endMonthlyLine: async (...[on]: FirstOf<typeof endMonthlyLine>) =>
      await endMonthlyLine(on, deps),
    feed: async (address: string) => {
      const found = await alertOfFeed(address, deps);
      if (found === null) return null;
      const isAllowed = await mayReadFeed(`${found.subscriberId}#${found.subscriptionId}`, deps);
      return isAllowed ? found : "too-many";
    },
    webhook: async (wish: WebhookWish, on: Parameters<typeof actOnWebhook>[1]) =>
      await actOnWebhook(wish, on, deps),
    erase: async (subscriberId: string) => {
      await eraseSubscriber(subscriberId, deps);
    },
  };
}

/** What a use case is given beside its dependencies. */
type FirstOf<F extends (...all: never[]) => unknown> =
  Parameters<F> extends [...infer First, ManageDeps] ? First : never;
