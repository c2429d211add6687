import type { Command } from "commander";
import { sesReputation } from "../../lambda/outside/ses-reputation.ts";
import type { Run } from "../program.ts";

export function addResume(program: Command, run: Run): void {
  program
    .command("resume")
    .description("lets mails go out again after too many bounces or complaints paused them")
    .action(async () => {
      await run(async ({ mail, output }) => {
        const reputation = sesReputation(mail, output("ConfigurationSet"));
        const { isSending } = await reputation.freshStart();
        if (!isSending) await reputation.setSending(true);
        return {
          json: { resumed: !isSending },
          lines: [
            isSending
              ? "Sending was not paused."
              : "Mails go out again; what waited follows within an hour. SES counts anew from now.",
          ],
        };
      });
    });
}
