import { readFileSync } from "node:fs";
import { join } from "node:path";

export const document = readFileSync(join(import.meta.dirname, "../../docs/archive.md"), "utf8");

export interface Example {
  readonly title: string;
  readonly console: readonly string[];
  readonly commands: readonly string[];
  readonly partiql: string;
  readonly finds: readonly string[];
}

export function readExamples(text: string): readonly Example[] {
  return text.split(/^### /m).slice(1).map(readExample);
}

function readExample(text: string): Example {
  const block = (language: string): string =>
    new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``).exec(text)?.[1] ?? "";
  const rows = text.split("\n").filter((line) => line.startsWith("| "));
  return {
    title: text.slice(0, text.indexOf("\n")),
    console: (rows[2] ?? "").split("|").map((cell) => cell.replaceAll("`", "").trim()),
    commands: block("sh")
      .replaceAll(/\\\n\s*/g, "")
      .trim()
      .split("\n"),
    partiql: block("sql").trim(),
    finds: [...(/^Finds (.*)\.$/m.exec(text)?.[1] ?? "").matchAll(/`([^`]+)`/g)].map(
      ([, id = ""]) => id,
    ),
  };
}

/** A shell's words: quotes of either kind hold spaces. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
}
