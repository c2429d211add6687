import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Construct } from "constructs";
import { Archive } from "../../lib/archive.ts";
import { Limits } from "../../lib/limits.ts";
import { standingTable } from "../../lib/standing-queries.ts";
import { SearchTable } from "../../lib/search-table.ts";
import { readTemplate } from "../../local/template/assembly.ts";
import type { LocalTable } from "../../local/template/stack.ts";

/** The tables as the stack declares them, read from its template. */
export function declaredTables(): readonly LocalTable[] {
  const stack = new Stack(new App({ context: { "aws:cdk:disable-stack-trace": true } }), "Tables");
  new Archive(stack, "Archive");
  new Limits(stack, "Limits");
  standingTable(new Construct(new Construct(stack, "Alerting"), "StandingQueries"));
  new SearchTable(stack, "Search");
  const addresses = { gatewayUrl: "http://127.0.0.1:1", siteUrl: "http://127.0.0.1:2" };
  return readTemplate(Template.fromStack(stack).toJSON(), "Tables", addresses, () => null).tables;
}
