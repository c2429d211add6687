import { CommanderError } from "commander";
import { type Output, printable } from "./output.ts";
import { readoutsProgram } from "./program.ts";
import { UserError } from "./user-error.ts";

/**
 * Runs one command.
 * @param args as typed, without the program's name
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function runCommand(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const { program, exitCode } = readoutsProgram(output);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode();
  } catch (error) {
    // Commander has written what is wrong by itself; code 0 is help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof Error ? error.message : String(error);
    const isJson = args.includes("--json");
    output.err(isJson ? `${JSON.stringify({ error: message })}\n` : `${printable(message)}\n`);
    return error instanceof UserError ? error.exitCode : 1;
  }
}
