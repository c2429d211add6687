import { afterEach, describe, expect, test } from "@jest/globals";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { FetchOutcome } from "../../lambda/outside/fetcher.ts";
import { httpFetcher } from "../../lambda/outside/http-fetcher.ts";
import { loopback, type Loopback } from "./loopback.ts";

const clock = { now: () => "2026-03-02T09:00:00.000Z" };
const userAgent = "Readouts/test (+desk@newsroom.example)";
const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: RequestListener, robots?: string): Promise<Loopback> {
  const server = await loopback(answer, robots);
  open.push(server);
  return server;
}

function get(
  url: string,
  extra: { etag?: string; lastModified?: string; timeoutMs?: number; hosts?: string[] } = {},
  fetcher = httpFetcher({ userAgent, proxyUrl: null, clock, trustedHosts: ["127.0.0.1"] }),
): Promise<FetchOutcome> {
  return fetcher.fetch({
    url,
    hosts: extra.hosts ?? ["127.0.0.1"],
    timeoutMs: extra.timeoutMs ?? 5_000,
    etag: extra.etag ?? null,
    lastModified: extra.lastModified ?? null,
  });
}

describe("a document that is there", () => {
  test("comes with its bytes, headers and final address, and the server is told who asks", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { "Content-Type": "text/html", ETag: '"7"' }).end("<p>Talks</p>");
    });
    const outcome = await get(`${server.origin}/news/7?a=b`);
    expect(outcome).toMatchObject({
      outcome: "fetched",
      status: 200,
      url: `${server.origin}/news/7?a=b`,
    });
    if (outcome.outcome !== "fetched") return;
    expect(Buffer.from(outcome.bytes).toString()).toBe("<p>Talks</p>");
    expect(outcome.headers).toMatchObject({ "content-type": "text/html", etag: '"7"' });
    expect(server.asked[0]?.headers["user-agent"]).toBe(userAgent);
  });

  test("is unpacked", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("<p>Talks</p>"));
    });
    const outcome = await get(server.origin);
    expect(outcome.outcome === "fetched" && Buffer.from(outcome.bytes).toString()).toBe(
      "<p>Talks</p>",
    );
  });

  test("is asked for with the validators of what we have, and 304 is no document", async () => {
    const server = await serve((request, response) => {
      const same =
        request.headers["if-none-match"] === '"7"' && request.headers["if-modified-since"];
      response.writeHead(same ? 304 : 200).end();
    });
    expect(
      await get(server.origin, { etag: '"7"', lastModified: "Mon, 02 Mar 2026 08:00:00 GMT" }),
    ).toEqual({ outcome: "not-modified" });
  });

  test("is found behind redirects on declared hosts", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/old") response.writeHead(301, { Location: "/new" }).end();
      else response.end("here");
    });
    expect(await get(`${server.origin}/old`)).toMatchObject({
      outcome: "fetched",
      url: `${server.origin}/new`,
    });
  });
});

describe("what a server may answer instead", () => {
  const answers: [string, number, Record<string, string>, string, Partial<FetchOutcome>][] = [
    ["404", 404, {}, "", { outcome: "gone", status: 404 }],
    ["410", 410, {}, "", { outcome: "gone", status: 410 }],
    ["500", 500, {}, "", { outcome: "failed", reason: "HTTP 500", retryAfterMs: 0 }],
    [
      "429 with seconds",
      429,
      { "Retry-After": "120" },
      "",
      { outcome: "failed", retryAfterMs: 120_000 },
    ],
    [
      "503 with a date",
      503,
      { "Retry-After": "Mon, 02 Mar 2026 09:10:00 GMT" },
      "",
      { outcome: "failed", retryAfterMs: 600_000 },
    ],
    ["400", 400, {}, "", { outcome: "refused", reason: "HTTP 400" }],
    ["403", 403, {}, "no", { outcome: "blocked", reason: "access refused (HTTP 403)" }],
    [
      "200 with a challenge",
      200,
      { "Content-Type": "text/html" },
      "<html><title>Just a moment...</title></html>",
      { outcome: "blocked", reason: "a challenge by Cloudflare" },
    ],
    [
      "503 with a challenge header",
      503,
      { "cf-mitigated": "challenge" },
      "",
      { outcome: "blocked", reason: "a challenge by Cloudflare" },
    ],
  ];
  test.each(answers)("%s", async (_, status, headers, body, expected) => {
    const server = await serve((__, response) => {
      response.writeHead(status, headers).end(body);
    });
    expect(await get(server.origin)).toMatchObject(expected);
  });

  test("a readout about challenges is no challenge", async () => {
    const server = await serve((_, response) => {
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end("<title>On captcha, Cloudflare and access denied</title><p>Just a moment...</p>");
    });
    expect(await get(server.origin)).toMatchObject({ outcome: "fetched" });
  });

  test("a redirect loop ends", async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { Location: "/again" }).end();
    });
    expect(await get(server.origin)).toEqual({
      outcome: "refused",
      reason: "more than 5 redirects",
    });
    expect(server.asked).toHaveLength(6);
  });

  test("a body of 50 MB is not taken", async () => {
    const server = await serve((_, response) => {
      const piece = Buffer.alloc(1024 * 1024, "a");
      response.on("error", () => {});
      for (let n = 0; n < 50; n += 1) response.write(piece);
      response.end();
    });
    expect(await get(server.origin)).toEqual({ outcome: "refused", reason: "larger than 10 MiB" });
  });

  test("a small body that unpacks to 50 MB is not taken", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const server = await serve((_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb);
    });
    expect(await get(server.origin)).toEqual({
      outcome: "refused",
      reason: "unpacks to more than 10 MiB",
    });
  });

  test("bytes that are not what Content-Encoding says are a failure, not a document", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end("plain");
    });
    expect(await get(server.origin)).toMatchObject({ outcome: "failed" });
  });

  test("silence ends with the time-out", async () => {
    const server = await serve(() => {});
    expect(await get(server.origin, { timeoutMs: 100 })).toEqual({
      outcome: "failed",
      reason: "no answer within 100 ms",
      retryAfterMs: 0,
    });
  });

  test("a server that is not there may be there later", async () => {
    const server = await loopback((_, response) => response.end());
    await server.close();
    expect(await get(server.origin)).toMatchObject({ outcome: "failed" });
  });
});

describe("where links may lead", () => {
  const careful = httpFetcher({ userAgent, proxyUrl: null, clock });

  test.each([
    ["http://169.254.169.254/latest/meta-data", "169.254.169.254"],
    ["http://10.0.0.8/", "10.0.0.8"],
    ["http://[::1]/", "[::1]"],
    ["http://[::ffff:127.0.0.1]/", "[::ffff:7f00:1]"],
    ["http://2130706433/", "127.0.0.1"],
  ])("%s is a private address", async (url, host) => {
    const outcome = await get(url, { hosts: [host] }, careful);
    expect(outcome).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining("not a public address"),
    });
  });

  test("a name that resolves to a private address is refused when it has been resolved", async () => {
    const outcome = await get("http://localhost/", { hosts: ["localhost"] }, careful);
    expect(outcome).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining("not public"),
    });
  });

  test.each([
    ["http://10.0.0.8/admin", "10.0.0.8 is not a public address"],
    ["http://localhost/admin", "localhost leads to "],
    ["http://[fd00::8]/admin", "fd00::8 is not a public address"],
  ])("a redirect to %s is refused, though its host were declared", async (inside, reason) => {
    const server = await serve((_, response) => {
      response.writeHead(302, { Location: inside }).end();
    });
    const hosts = ["127.0.0.1", "10.0.0.8", "localhost", "[fd00::8]"];
    expect(await get(server.origin, { hosts })).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining(reason),
    });
  });

  test("a port of the server's choosing is not followed", async () => {
    const outcome = await get(
      "http://pm.ostrovia.example:22/",
      { hosts: ["pm.ostrovia.example"] },
      careful,
    );
    expect(outcome).toEqual({ outcome: "refused", reason: "port 22 is not followed" });
  });

  test("a redirect away from the declared hosts is refused", async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { Location: "http://elsewhere.example/secret" }).end();
    });
    expect(await get(server.origin)).toEqual({
      outcome: "refused",
      reason: "elsewhere.example is not among the source's hosts (127.0.0.1)",
    });
  });

  test.each(["ftp://127.0.0.1/a", "javascript:alert(1)", "file:///etc/passwd", "not a url"])(
    "%s is refused",
    async (url) => {
      expect(await get(url)).toMatchObject({ outcome: "refused" });
    },
  );
});

describe("a polite guest", () => {
  test("keeps out of what robots.txt disallows, and asks for it once", async () => {
    const server = await serve(
      (_, response) => response.end("ok"),
      "User-agent: Readouts\nDisallow: /inner",
    );
    const fetcher = httpFetcher({ userAgent, proxyUrl: null, clock, trustedHosts: ["127.0.0.1"] });
    expect(await get(`${server.origin}/inner/1`, {}, fetcher)).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining("robots.txt"),
    });
    expect(await get(`${server.origin}/outer`, {}, fetcher)).toMatchObject({ outcome: "fetched" });
    expect(server.asked.map((request) => request.url)).toEqual(["/outer"]);
  });

  test("follows a robots.txt that has moved", async () => {
    const moved = await serve((request, response) => {
      if (request.url === "/rules.txt") response.end("User-agent: *\nDisallow: /inner");
      else response.end("ok");
    });
    const server = createServer((request, response) => {
      if (request.url !== "/robots.txt") response.end("ok");
      else response.writeHead(301, { Location: `${moved.origin}/rules.txt` }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
    expect(await get(`http://127.0.0.1:${port}/inner`)).toMatchObject({ outcome: "refused" });
    expect(await get(`http://127.0.0.1:${port}/outer`)).toMatchObject({ outcome: "fetched" });
    server.closeAllConnections();
    server.close();
  });

  test("stays away while robots.txt gives a server error, and asks again", async () => {
    let isBroken = true;
    const server = createServer((request, response) => {
      const fails = request.url === "/robots.txt" && isBroken;
      response.writeHead(fails ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
    const fetcher = httpFetcher({ userAgent, proxyUrl: null, clock, trustedHosts: ["127.0.0.1"] });
    const url = `http://127.0.0.1:${port}/news`;
    expect(await get(url, {}, fetcher)).toEqual({
      outcome: "failed",
      reason: "robots.txt gave HTTP 503",
      retryAfterMs: 0,
    });
    isBroken = false;
    expect(await get(url, {}, fetcher)).toMatchObject({ outcome: "fetched" });
    server.closeAllConnections();
    server.close();
  });

  test("makes one request at a time to a host", async () => {
    let running = 0;
    let most = 0;
    const server = await serve((_, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end("ok");
      }, 20);
    });
    const fetcher = httpFetcher({ userAgent, proxyUrl: null, clock, trustedHosts: ["127.0.0.1"] });
    await Promise.all(["/a", "/b", "/c"].map((path) => get(server.origin + path, {}, fetcher)));
    expect(server.asked).toHaveLength(3);
    expect(most).toBe(1);
  });
});

describe("through an outbound proxy", () => {
  test("requests go in absolute form, and a recording's miss is named", async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url);
      if (request.url?.endsWith("/known") === true) response.end("from the recording");
      else response.writeHead(504, { "readouts-recording": "miss" }).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = proxy.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    const fetcher = httpFetcher({ userAgent, proxyUrl: `http://127.0.0.1:${address.port}`, clock });
    const hosts = ["pm.ostrovia.example"];
    expect(await get("https://pm.ostrovia.example/known", { hosts }, fetcher)).toMatchObject({
      outcome: "fetched",
    });
    expect(await get("https://pm.ostrovia.example/unknown", { hosts }, fetcher)).toEqual({
      outcome: "refused",
      reason: "not in the recording",
    });
    expect(asked).toEqual([
      "https://pm.ostrovia.example/robots.txt",
      "https://pm.ostrovia.example/known",
      "https://pm.ostrovia.example/unknown",
    ]);
    proxy.closeAllConnections();
    proxy.close();
  });
});
