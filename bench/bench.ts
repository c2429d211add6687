import { Command } from "commander";
import { cold } from "./cold.ts";
import { cost } from "./cost.ts";
import { digest } from "./digest.ts";
import { fanout } from "./fanout.ts";
import { live } from "./live.ts";
import { mail } from "./mail.ts";
import { luceneAgreement } from "./lucene-agreement.ts";
import { matching } from "./matching.ts";
import { reading } from "./reading.ts";
import { replay } from "./replay.ts";
import { rivals } from "./rivals.ts";
import { search } from "./search.ts";
import { tokenising } from "./tokenise.ts";
import { web } from "./web.ts";
import { worst } from "./worst.ts";
import type { Report, Subject, SubjectOptions } from "./subject.ts";

const subjects: readonly Subject[] = [
  reading,
  replay,
  tokenising,
  matching,
  live,
  cold,
  worst,
  search,
  luceneAgreement,
  rivals,
  mail,
  web,
  cost,
  fanout,
  digest,
];

const program = new Command("npm run bench --").description(
  "Measures, in one run on this machine, rates and their ratios; texts are invented, from a fixed seed.",
);
addCommand("all", "the usual ones, as without a name", { isDefault: true }).action(
  async (options: SubjectOptions) => {
    await run(
      subjects.filter(({ isUsual }) => isUsual),
      options,
    );
  },
);
for (const subject of subjects) {
  const command = addCommand(subject.name, subject.description, { isDefault: false });
  for (const { flags, description } of subject.options) command.option(flags, description);
  command.action(async (options: SubjectOptions) => {
    await run([subject], options);
  });
}
// Said at every start under Node 20, to those who can do nothing about it.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
await program.parseAsync();

function addCommand(name: string, description: string, how: { readonly isDefault: boolean }) {
  return program
    .command(name, how)
    .description(description)
    .option("--json", "one JSON object instead of tables");
}

async function run(some: readonly Subject[], options: SubjectOptions): Promise<void> {
  const isJson = options["json"] === true;
  const reports: (readonly [string, Report])[] = [];
  for (const subject of some) {
    const report = await subject.measure(options, (text) => {
      console.error(text);
    });
    reports.push([subject.name, report]);
  }
  if (isJson) {
    const measured = Object.fromEntries(reports.map(([name, { json }]) => [name, json]));
    console.log(JSON.stringify({ node: process.version, ...measured }));
    return;
  }
  console.log(`\nNode ${process.version}\n`);
  for (const [, report] of reports) report.print();
}
