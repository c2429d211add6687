import { type Command, InvalidArgumentError } from "commander";
import { copiesTable } from "../../lambda/archive/copies-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { difference } from "../../lambda/readouts/difference.ts";
import type { ReadoutHead, Revision } from "../../lambda/readouts/revision.ts";
import { headJson, revisionJson } from "../../lambda/web/json.ts";
import type { Run } from "../program.ts";
import { UserError } from "../user-error.ts";

interface Options {
  readonly revision?: number;
  readonly diff?: boolean;
}

export function addShow(program: Command, run: Run): void {
  program
    .command("show")
    .description("one readout, its latest revision unless told")
    .argument("<id>", "the readout's id: kremlin-en-65061")
    .option("--revision <number>", "this revision", readRevision)
    .option("--diff", "what the revision changed")
    .action(async (id: string, { revision: number, diff = false }: Options) => {
      await run(async ({ tables, output }) => {
        const readouts = readoutsTable(tables, output("ReadoutsTable"));
        const head = await readouts.head(id);
        if (head === null)
          throw new UserError(`There is no readout ${id}: find it with readouts search.`);
        if (head.latest === 0)
          throw new UserError(`${id} could not be read yet: ${head.reason ?? "no reason known"}`);
        const wanted = number ?? head.latest;
        const revision = await readouts.revision(id, wanted);
        if (revision === null)
          throw new UserError(`${id} has revisions 1 to ${head.latest}, not ${wanted}.`);
        const copies = await copiesTable(tables, output("CopiesTable")).groupOf(id);
        if (!diff)
          return {
            json: { head: headJson(head), revision: revisionJson(revision), copies },
            lines: [...lines(head, revision), ...copies.map((other) => `the same text: ${other}`)],
          };
        const before = await readouts.revision(id, wanted - 1);
        if (before === null) throw new UserError(`Revision ${wanted} of ${id} has none before it.`);
        const changes = difference(before.content, revision.content);
        return {
          json: { head: headJson(head), revision: wanted, difference: changes },
          lines: changes.paragraphs.map(({ parts }) =>
            parts
              .map(({ kind, text }) =>
                kind === "same" ? text : kind === "added" ? `{+${text}+}` : `[-${text}-]`,
              )
              .join(""),
          ),
        };
      });
    });
}

function lines(
  head: ReadoutHead,
  { revision, content, observedAt, url, change }: Revision,
): string[] {
  return [
    content.title,
    `${head.readoutId}, revision ${revision} of ${head.latest} (${change}), read ${observedAt}`,
    `published ${content.publishedAt?.at ?? "at a time not stated"}${content.place === null ? "" : `, ${content.place}`}`,
    url,
    "",
    ...(content.lead === null ? [] : [content.lead, ""]),
    ...content.blocks.flatMap(({ kind, text }) => [kind === "list-item" ? `- ${text}` : text, ""]),
  ];
}

function readRevision(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("Revisions are numbered from 1.");
  return number;
}
