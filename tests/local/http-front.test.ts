import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { silentLog } from "../../lambda/runtime/log.ts";
import { realClock } from "../../local/clock.ts";
import { type HttpFront, startHttpFront } from "../../local/http-front.ts";
import type { InvocationResult } from "../../local/invocation.ts";
import type { LocalRoute } from "../../local/template/stack.ts";

let front: HttpFront;
let answer: InvocationResult = { ok: true, payload: {} };
let seen: { functionId: string; event: APIGatewayProxyEventV2 };

function aRoute(key: string, functionId = "Http"): LocalRoute {
  const [method = "ANY", path = key] = key.includes(" ") ? key.split(" ") : ["ANY", key];
  return { logicalId: key, method, path, functionId, payloadVersion: "2.0" };
}

beforeAll(async () => {
  front = await startHttpFront({
    routes: [
      aRoute("$default", "Default"),
      aRoute("ANY /readouts/{id}", "Any"),
      aRoute("GET /readouts/{id}", "Get"),
      aRoute("GET /readouts/newest", "Newest"),
      aRoute("GET /files/{path+}", "Files"),
    ],
    port: 0,
    invoke: async (functionId, event) => {
      seen = { functionId, event: event as APIGatewayProxyEventV2 };
      return answer;
    },
    clock: realClock,
    log: silentLog,
  });
});

afterAll(async () => {
  await front.stop();
});

describe("a request", () => {
  test("comes to the function in payload format 2.0", async () => {
    await fetch(`${front.url}/search?q=water%20treaty&q=ferry&page=`, {
      headers: { cookie: "a=1; b=2", "X-Twice": "one, two", "user-agent": "Reader/1" },
    });
    expect(seen.event).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/search",
      rawQueryString: "q=water%20treaty&q=ferry&page=",
      cookies: ["a=1", "b=2"],
      queryStringParameters: { q: "water treaty,ferry", page: "" },
      headers: { "x-twice": "one, two" },
      isBase64Encoded: false,
      requestContext: { http: { method: "GET", path: "/search", userAgent: "Reader/1" } },
    });
    expect(seen.event.headers["cookie"]).toBeUndefined();
    expect(seen.event.body).toBeUndefined();
  });

  test("with a form has its body in base64, with JSON as text", async () => {
    await fetch(`${front.url}/subscribe`, {
      method: "POST",
      body: new URLSearchParams({ query: "ferry" }),
    });
    expect(seen.event.isBase64Encoded).toBe(true);
    expect(Buffer.from(seen.event.body ?? "", "base64").toString()).toBe("query=ferry");
    const headers = { "content-type": "application/json" };
    await fetch(`${front.url}/subscribe`, { method: "POST", headers, body: '{"query":"é"}' });
    expect(seen.event).toMatchObject({ isBase64Encoded: false, body: '{"query":"é"}' });
  });

  test.each([
    ["GET", "/readouts/newest", "Newest", undefined],
    ["GET", "/readouts/ostrovia-pm-1", "Get", { id: "ostrovia-pm-1" }],
    ["DELETE", "/readouts/ostrovia-pm-1", "Any", { id: "ostrovia-pm-1" }],
    ["GET", "/files/a/b%20c.txt", "Files", { path: "a/b c.txt" }],
    ["GET", "/readouts/a/b", "Default", undefined],
    ["GET", "/", "Default", undefined],
  ])("%s %s goes to %s", async (method, path, functionId, pathParameters) => {
    await fetch(front.url + path, { method });
    expect(seen.functionId).toBe(functionId);
    expect(seen.event.pathParameters).toEqual(pathParameters);
  });
});

describe("an answer", () => {
  test("has the function's status, headers, cookies and bytes", async () => {
    answer = {
      ok: true,
      payload: {
        statusCode: 201,
        headers: { "Content-Type": "image/png", "x-count": 2 },
        cookies: ["a=1; Path=/", "b=2"],
        body: Buffer.from([0, 255]).toString("base64"),
        isBase64Encoded: true,
      },
    };
    const response = await fetch(front.url);
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("x-count")).toBe("2");
    expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
  });

  test("without a status is JSON", async () => {
    answer = { ok: true, payload: { hello: "Veldmark" } };
    const response = await fetch(front.url);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ hello: "Veldmark" });
  });

  test("of a function that failed says nothing of the error", async () => {
    const error = { errorType: "Error", errorMessage: "secret", trace: [] };
    answer = { ok: false, error };
    const response = await fetch(front.url);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
  });
});
