import { beforeAll, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { silentLog } from "../../lambda/runtime/log.ts";
import { archived } from "../builders/archive.ts";
import { aSite, type TestSite } from "../builders/site.ts";

let made: TestSite;

beforeAll(async () => {
  made = await aSite();
  await archived(made.readouts);
});

describe("every answer", () => {
  test("lets no script run and nothing be loaded from elsewhere", async () => {
    for (const path of ["/", "/readouts/ostrovia-pm-103", "/none", "/confirm?token=x"]) {
      const response = await made.site.request(path);
      const policy = response.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      const $ = load(await response.text());
      expect($("script, style, [style], [onclick]").length).toBe(0);
      for (const loaded of $("link[rel=stylesheet], link[rel=icon]").toArray()) {
        const found = await made.site.request($(loaded).attr("href") ?? "");
        expect(found.status).toBe(200);
      }
    }
  });

  test("has a page with landmarks, a way past them, and one first heading", async () => {
    for (const path of ["/", "/search", "/subscribe", "/sources", "/readouts/ostrovia-pm-103"]) {
      const $ = load(await (await made.site.request(path)).text());
      expect($("html").attr("lang")).toBe("en");
      expect([$("header nav").length, $("main").length, $("footer").length]).toEqual([1, 1, 1]);
      expect($("body > a").first().attr("href")).toBe(`#${$("main").attr("id")}`);
      expect($("h1").length).toBe(1);
      expect($("title").text()).not.toBe("");
    }
  });

  test("has the installation's notice above it, as text", async () => {
    const { site } = await aSite({ notice: "A <b>sample</b>" });
    const $ = load(await (await site.request("/")).text());
    expect($("aside").text()).toBe("A <b>sample</b>");
  });

  test("is asked for again each time, and not sent again while it is the same", async () => {
    const first = await made.site.request("/readouts/ostrovia-pm-103");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const etag = first.headers.get("etag") ?? "";
    const again = await made.site.request("/readouts/ostrovia-pm-103", {
      headers: { "if-none-match": etag },
    });
    expect([again.status, again.headers.get("cache-control")]).toEqual([304, "no-cache"]);
  });

  test("to HEAD is the answer to GET without its body", async () => {
    const head = await made.site.request("/sources", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toContain("text/html");
    expect((await made.site.request("/none", { method: "HEAD" })).status).toBe(404);
  });
});

describe("what cannot be answered", () => {
  test("an unknown page is a clear 404 that leads on", async () => {
    const response = await made.site.request("/nothing/here");
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const $ = load(await response.text());
    expect($("main").text()).toContain("There is no such page.");
    expect($("main a[href='/search']").length).toBe(1);
  });

  test("an unknown page as JSON is JSON", async () => {
    const response = await made.site.request("/nothing.json");
    expect(await response.json()).toEqual({ error: "There is no such page." });
  });

  test.each([
    ["POST", "/readouts/ostrovia-pm-103", "GET, HEAD"],
    ["DELETE", "/subscribe", "GET, HEAD, POST"],
    ["PUT", "/", "GET, HEAD"],
  ])("%s %s is not the way, and the way is named", async (method, path, allowed) => {
    const response = await made.site.request(path, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
  });

  test("a body that is too large is refused before it is read", async () => {
    const response = await made.site.request("/subscribe", {
      method: "POST",
      body: new URLSearchParams({ address: "a@norrhaven.example", query: "x".repeat(50_000) }),
    });
    expect([response.status, await response.text()]).toEqual([
      413,
      expect.stringContaining("at most 32 KB"),
    ]);
  });

  test.each([
    ["text/plain", "Send a form or a JSON object, not text/plain"],
    ["application/jsonp", "not application/jsonp"],
  ])("a body of type %s is refused by name", async (type, message) => {
    const response = await made.site.request("/subscribe", {
      method: "POST",
      body: "address=a",
      headers: { "content-type": type },
    });
    expect([response.status, await response.text()]).toEqual([
      415,
      expect.stringContaining(message),
    ]);
  });

  test("JSON that is none is the sender's to mend", async () => {
    const response = await made.site.request("/subscribe", {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json", accept: "application/json" },
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "What was sent is no JSON object." },
    ]);
  });

  test("a defect is logged with its cause, and nobody outside sees its text", async () => {
    const logged: unknown[] = [];
    const { site } = await aSite({
      readouts: {
        ...made.readouts,
        newest: async () => await Promise.reject(new Error("table secret-name is not there")),
      },
      log: { ...silentLog, error: (_, __, cause) => logged.push(cause) },
    });
    const response = await site.request("/");
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain("Something went wrong here, not with you.");
    expect(text).not.toContain("secret-name");
    expect(logged).toEqual([new Error("table secret-name is not there")]);
  });
});

describe("the sources", () => {
  test("say how they are: well, failing with the reason, or not asked yet", async () => {
    const { site, sources } = await aSite();
    await sources.save(
      {
        sourceId: "ostrovia-pm",
        version: 1,
        lastPolledAt: "2026-03-03T07:50:00.000Z",
        lastSuccessAt: "2026-03-03T01:50:00.000Z",
        lastNewEntryAt: null,
        failures: 3,
        lastProblem: "the feed answered 503",
        nextPollAt: null,
        listings: {},
      },
      0,
    );
    const $ = load(await (await site.request("/sources")).text());
    expect(
      $(".health")
        .toArray()
        .map((one) => $(one).text()),
    ).toEqual(["Could not be read the last 3 times: the feed answered 503", "Not asked yet"]);
    expect(await (await site.request("/sources.json")).json()).toMatchObject({
      sources: [
        { id: "ostrovia-pm", health: "failing", failures: 3, problem: "the feed answered 503" },
        { id: "veldmark-presidency", health: "new", lastSuccessAt: null },
      ],
    });
  });
});
