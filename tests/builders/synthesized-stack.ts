import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { parseConfig } from "../../lib/config.ts";
import { ReadoutsStack } from "../../lib/readouts-stack.ts";

// The library's validation takes two seconds a synth; `npm run synth` has it on.
process.env["CDK_VALIDATION"] = "false";

const root = join(import.meta.dirname, "../..");

/** The stack's template, without bundles, over the sample's catalogue; `settings` as an owner's file has them. */
export function synthesize(settings: Readonly<Record<string, unknown>> = {}): Template {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  const config = parseConfig(
    { catalogue: join(root, "local/sample/sources"), ...settings },
    "test",
  );
  return Template.fromStack(new ReadoutsStack(app, "Readouts", { config, version: "1.2.3" }));
}

/** One resource of a synthesized template. */
export interface TemplateResource {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of a type whose logical id matches. */
export function resourcesOf(
  template: Template,
  type: string,
  id: RegExp = /./,
): readonly TemplateResource[] {
  return Object.entries(template.findResources(type) as Record<string, { Properties: object }>)
    .filter(([logicalId]) => id.test(logicalId))
    .map(([logicalId, { Properties }]) => ({
      id: logicalId,
      properties: Properties as TemplateResource["properties"],
    }));
}

/** The one resource of a type whose logical id matches. */
export function resourceOf(template: Template, type: string, id: RegExp = /./): TemplateResource {
  const [only, ...more] = resourcesOf(template, type, id);
  if (only === undefined || more.length > 0) {
    throw new Error(
      `there should be one ${type} like ${id}, not ${only === undefined ? 0 : more.length + 1}`,
    );
  }
  return only;
}
