import { describe, expect, test } from "@jest/globals";
import { resourceOf, resourcesOf, synthesize } from "../builders/synthesized-stack.ts";

const template = synthesize({ notice: "A trial." });

describe("the site", () => {
  test("answers at API Gateway's address, every path, with a limit", () => {
    const api = resourceOf(template, "AWS::ApiGatewayV2::Api");
    expect(template.findOutputs("BaseUrl")["BaseUrl"]?.["Value"]).toEqual({
      "Fn::GetAtt": [api.id, "ApiEndpoint"],
    });
    template.hasResourceProperties("AWS::ApiGatewayV2::Route", { RouteKey: "$default" });
    template.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  test("logs who asked what without addresses and without the query, which carries tokens", () => {
    const stage = resourceOf(template, "AWS::ApiGatewayV2::Stage");
    const { Format } = stage.properties["AccessLogSettings"] as { Format: string };
    expect(Object.values(JSON.parse(Format) as object)).toContain("$context.path");
    expect(Format).not.toMatch(/sourceIp|queryString|identity|authorizer/i);
  });

  test("shows the owner's notice", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { NOTICE: "A trial." } },
    });
  });

  test("has its own domain where the owner gave one, and says where DNS must point", () => {
    const domain = {
      name: "readouts.norrhaven.example",
      certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1",
    };
    const own = synthesize({ domain });
    own.hasResourceProperties("AWS::ApiGatewayV2::DomainName", { DomainName: domain.name });
    own.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 1);
    expect(own.findOutputs("BaseUrl")["BaseUrl"]?.["Value"]).toBe(`https://${domain.name}`);
    expect(Object.keys(own.findOutputs("DomainTarget"))).toHaveLength(1);
  });

  test("links to the address that the owner put before it", () => {
    const own = synthesize({ baseUrl: "https://readouts.norrhaven.example" });
    const links = resourcesOf(own, "AWS::Lambda::Function", /Http|Deliver/).map(
      ({ properties }) => properties["Environment"] as { Variables: { BASE_URL: unknown } },
    );
    expect(links.map(({ Variables }) => Variables.BASE_URL)).toEqual([
      "https://readouts.norrhaven.example",
      "https://readouts.norrhaven.example",
    ]);
  });
});
