import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { CatalogueError } from "../lambda/sources/catalogue.ts";
import { ConfigError } from "../lib/config-error.ts";
import { readConfig } from "../lib/config.ts";
import { ReadoutsStack } from "../lib/readouts-stack.ts";

/** Where the owner's settings are, unless `-c config=FILE` says otherwise. */
const configFile = "readouts.config.json";

const root = join(import.meta.dirname, "..");
const app = new App();
const named = app.node.tryGetContext("config") as unknown;
try {
  const config =
    typeof named === "string"
      ? readConfig(resolve(named), true)
      : readConfig(join(root, configFile), false);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  new ReadoutsStack(app, "Readouts", {
    config,
    version,
    description: "Readouts: archives what press offices publish, and mails those who asked",
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof CatalogueError)) throw error;
  console.error(error.message);
  process.exit(1);
}
