import { type Mailer, NotSentError } from "../../outside/mailer.ts";
import type { Clock } from "../../runtime/clock.ts";
import { msBetween } from "../../runtime/instant.ts";
import type { Rank } from "./pace.ts";
import type { Later, Turns } from "./turns.ts";

/** A mailer that waits for each mail's turn, and tells when to come again where it is far. */
export function pacedMailer(
  mailer: Mailer,
  { turns, rank, clock }: { readonly turns: Turns; readonly rank: Rank; readonly clock: Clock },
): Mailer {
  const notSent = ({ why, until }: Later): NotSentError =>
    new NotSentError(why === "day" ? "the day's mails are used up" : "SES is busy", {
      why,
      retryAfterMs: Math.max(0, msBetween(clock.now(), until)),
    });
  return {
    async send(message) {
      const [wait] = await turns.take(rank, 1);
      const turn = wait === undefined ? "now" : await wait();
      if (turn !== "now") throw notSent(turn);
      try {
        return await mailer.send(message);
      } catch (error) {
        if (error instanceof NotSentError && error.why === "busy") {
          throw notSent(await turns.tooFast(rank));
        }
        if (error instanceof NotSentError && error.why === "day") {
          throw notSent(await turns.usedUp(rank));
        }
        throw error;
      }
    },
  };
}
