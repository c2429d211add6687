import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { VirtualClock } from "../../local/clock.ts";
import { openRecording } from "../../local/recording.ts";
import { type RecordingProxy, startRecordingProxy } from "../../local/recording-proxy.ts";
import { aRecording } from "../builders/test-recording.ts";

const feed = "https://pm.ostrovia.example/feed";
const clock = new VirtualClock("2026-03-02T12:00:00.000Z");
let proxy: RecordingProxy;

beforeAll(async () => {
  const headers = {
    ETag: '"v1"',
    "Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT",
    "Content-Encoding": "gzip",
  };
  const recording = openRecording(
    aRecording([
      {
        url: feed,
        file: "a.xml",
        text: "first",
        fetchedAt: "2026-03-02T09:00:00Z",
        headers,
        contentType: "application/rss+xml",
      },
      { url: feed, file: "b.xml", text: "gone", fetchedAt: "2026-03-05T09:00:00Z", status: 410 },
    ]),
  );
  proxy = await startRecordingProxy(recording, clock);
});

afterAll(async () => {
  await proxy.stop();
});

/** As a client asks a proxy: the whole URL in the request line. */
async function ask(path: string, headers: Record<string, string> = {}) {
  const { port } = new URL(proxy.url);
  return await new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      request({ port, host: "127.0.0.1", path, headers }, (response) => {
        let text = "";
        response.on("data", (chunk) => (text += String(chunk)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      })
        .on("error", reject)
        .end();
    },
  );
}

describe("the recording answers", () => {
  test("with the bytes and headers of the response, but not with how they were packed", async () => {
    const answer = await ask(feed);
    expect(answer).toMatchObject({ status: 200, text: "first" });
    expect(answer.headers).toMatchObject({ "content-type": "application/rss+xml", etag: '"v1"' });
    expect(answer.headers["content-encoding"]).toBeUndefined();
  });

  test.each([
    ["an equal ETag", { "if-none-match": '"v0", W/"v1"' }, 304],
    ["another ETag", { "if-none-match": '"v0"' }, 200],
    ["a time not before", { "if-modified-since": "Mon, 02 Mar 2026 09:00:00 GMT" }, 304],
    ["an earlier time", { "if-modified-since": "Mon, 02 Mar 2026 08:00:00 GMT" }, 200],
    [
      "another ETag whatever the time",
      { "if-none-match": '"v0"', "if-modified-since": "Mon, 02 Mar 2026 09:00:00 GMT" },
      200,
    ],
  ])("a conditional request with %s", async (_, headers, status) => {
    expect(await ask(feed, headers as Record<string, string>)).toMatchObject({ status });
  });

  test("404 for a robots.txt that was not recorded", async () => {
    expect(await ask("https://pm.ostrovia.example/robots.txt")).toMatchObject({ status: 404 });
  });

  test("that it does not have a document, so that nobody takes it for the server's answer", async () => {
    const answer = await ask("https://pm.ostrovia.example/news/9");
    expect(answer).toMatchObject({
      status: 504,
      headers: { "readouts-recording": "miss" },
      text: "https://pm.ostrovia.example/news/9 is not in the recording at 2026-03-02T12:00:00.000Z",
    });
    expect([...proxy.missed]).toContain("https://pm.ostrovia.example/news/9");
  });

  test("400 to what is no proxy request", async () => {
    expect(await ask("/feed")).toMatchObject({ status: 400 });
  });

  test("as the clock stands", async () => {
    clock.advanceTo(Date.parse("2026-03-06T00:00:00Z"));
    expect(await ask(feed)).toMatchObject({ status: 410, text: "gone" });
  });
});
