import { NotSentError } from "../../outside/mailer.ts";
import { type AnswerDeps, answerRequest } from "./answer-request.ts";
import type { RequestQueue, SiteRequest } from "./site-request.ts";

/** SQS's longest delay. */
const mostDelaySeconds = 900;

/**
 * Does what the site was asked for. Where SES has no room for its mail now, a copy of the request waits in
 * the queue: as often as need be, for a copy has no tries used up.
 * @throws what else fails; the queue tries it again, and gives it up in the end
 */
export async function answerOrPutBack(
  request: SiteRequest,
  deps: AnswerDeps & { readonly requestQueue: RequestQueue },
): Promise<void> {
  try {
    await answerRequest(request, deps);
  } catch (error) {
    if (!(error instanceof NotSentError) || error.retryAfterMs === null) throw error;
    const seconds = Math.ceil(error.retryAfterMs / 1000);
    await deps.requestQueue.send([request], Math.min(mostDelaySeconds, Math.max(1, seconds)));
    deps.log.info("a request waits for SES", { kind: request.kind, seconds });
  }
}
