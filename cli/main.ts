import { CommanderError } from "commander";
import { readoutsProgram } from "./program.ts";
import { UserError } from "./user-error.ts";

// `readouts … | head` closes the pipe early: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
try {
  await readoutsProgram((text) => process.stdout.write(text)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UserError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
