import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import { preferencesOf } from "../../subscriptions/preferences.ts";
import { answerSignUp, type SignUpDeps } from "./answer-sign-up.ts";
import { type ManageLinkDeps, sendManageLink } from "./send-manage-link.ts";
import { sendTest, type TestDeps } from "./send-test.ts";
import type { SiteRequest } from "./site-request.ts";
import { type TellDisabledDeps, tellWebhookDisabled } from "./tell-webhook-disabled.ts";

export interface AnswerDeps
  extends SignUpDeps,
    ManageLinkDeps,
    Omit<TellDisabledDeps, "subscriptions" | "suppressions">,
    Omit<TestDeps, "subscriptions"> {
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "save" | "bySubscriber">;
  readonly suppressions: Pick<SuppressionsTable, "get" | "replace">;
}

/** Does what the site was asked for and has answered already. */
export async function answerRequest(request: SiteRequest, deps: AnswerDeps): Promise<void> {
  switch (request.kind) {
    case "sign-up":
      return await answerSignUp(request, deps);
    case "manage-link":
      return await sendManageLink(request.address, deps);
    case "restart":
      return await restart(request, deps);
    case "test":
      return await sendTest(request, deps);
    case "webhook-disabled":
      return await tellWebhookDisabled(request, deps);
  }
}

/**
 * The way back for who was ended: a new confirmation. An address that bounced or complained once is
 * tried again, for its owner says so; what the owner wished stays.
 */
async function restart(
  request: Extract<SiteRequest, { kind: "restart" }>,
  deps: AnswerDeps,
): Promise<void> {
  const { subscriberId, subscriptionId, from, requestedAt } = request;
  const ended = await deps.subscriptions.get(subscriberId, subscriptionId);
  if (ended?.state !== "ended") return;
  const suppression = await deps.suppressions.get(subscriberId);
  if (suppression !== null && suppression.reason !== "wish") {
    // Over, not gone: a bounce from before that is told again is known by it.
    const lifted = { ...suppression, until: deps.clock.now() };
    await deps.suppressions.replace(lifted, suppression);
  }
  const { address, query } = ended;
  const preferences = preferencesOf(ended);
  await answerSignUp({ kind: "sign-up", address, query, preferences, from, requestedAt }, deps);
}
