import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { anInstallation, type Installation } from "./installation.ts";

let local: Installation;
const url = "https://president.veldmark.example/events/2201";

beforeAll(async () => {
  local = await anInstallation();
  const { readouts } = local.site;
  await archived(readouts);
  await archived(readouts, {
    observedAt: "2026-03-02T18:00:00.000Z",
    content: aReadout({
      blocks: paragraphs("Prime Minister of Ostrovia Ilse Orlan: Welcome to Port Lenn.\u001b[31m"),
    }),
  });
  await archived(readouts, {
    readoutId: "veldmark-presidency-2201",
    sourceId: "veldmark-presidency",
    content: aReadout({
      title: "Visit to the fish market",
      publishedAt: { at: "2026-02-10T09:00:00.000Z", precision: "minute" },
      blocks: paragraphs("The President bought a herring."),
    }),
  });
});
afterAll(async () => {
  await local.stop();
});

async function ids(...options: readonly string[]): Promise<readonly string[]> {
  const found = await local.json("search", "Port OR President", ...options);
  const { hits } = found as { hits: { head: { readoutId: string } }[] };
  return hits.map(({ head }) => head.readoutId);
}

describe("search", () => {
  test("prints the date, the id, the title and the passages, and how many there were", async () => {
    const { out, code } = await local.run("search", "herring");
    expect(code).toBe(0);
    expect(out).toBe(
      `2026-02-10  veldmark-presidency-2201  Visit to the fish market
    The President bought a *herring*.

1 found in 2 readouts.
`,
    );
  });

  test("narrows by source and days", async () => {
    expect(await ids()).toEqual(["ostrovia-pm-103", "veldmark-presidency-2201"]);
    expect(await ids("--limit", "1")).toEqual(["ostrovia-pm-103"]);
    expect(await ids("--source", "veldmark-presidency")).toEqual(["veldmark-presidency-2201"]);
    expect(await ids("--since", "2026-03-01")).toEqual(["ostrovia-pm-103"]);
    expect(await ids("--until", "2026-03-01")).toEqual(["veldmark-presidency-2201"]);
  });
});

describe("show", () => {
  test("prints the text; what would command the terminal is shown instead", async () => {
    const { out } = await local.run("show", "ostrovia-pm-103");
    expect(out).toContain("ostrovia-pm-103, revision 2 of 2 (edited)");
    expect(out).toContain("Welcome to Port Lenn.\ufffd[31m");
  });

  test("prints what a revision changed", async () => {
    const { out } = await local.run("show", "ostrovia-pm-103", "--diff");
    expect(out).toContain("Port [-Sella-]{+Lenn+}.");
    const first = await local.run("show", "ostrovia-pm-103", "--diff", "--revision", "1");
    expect([first.code, first.err]).toEqual([1, expect.stringContaining("has none before it")]);
  });
});

describe("capture", () => {
  test("asks for the document by its canonical address, quietly, and tells the outcome", async () => {
    local.onQueued = async (body) => {
      const { url: asked, readoutId } = JSON.parse(body) as { url: string; readoutId: string };
      const observedAt = new Date().toISOString();
      const outcome = { readoutId, outcome: "revision 1", takenFrom: null };
      await local.captures.recordOutcome(asked, observedAt, outcome);
    };
    const { out, code } = await local.run("capture", `${url}/print`);
    expect([code, out]).toEqual([0, "veldmark-presidency-2201: revision 1\n"]);
    expect(JSON.parse(local.queued.at(-1) ?? "")).toMatchObject({
      sourceId: "veldmark-presidency",
      url,
      quiet: "backfill",
      why: "hand",
    });
  });

  test("fails where nothing could be archived, and says why", async () => {
    local.onQueued = async () => {
      const outcome = "unreadable: the page has no title";
      const observedAt = new Date().toISOString();
      const readoutId = "veldmark-presidency-2201";
      await local.captures.recordOutcome(url, observedAt, { readoutId, outcome, takenFrom: null });
    };
    const { out, code } = await local.run("capture", url);
    expect([code, out]).toEqual([1, expect.stringContaining("the page has no title")]);
  });

  test("asks for nothing where one of the addresses is no readout's", async () => {
    const before = local.queued.length;
    const { err, code } = await local.run("capture", url, "https://elsewhere.example/1");
    expect([code, local.queued.length]).toEqual([2, before]);
    expect(err).toContain("https://elsewhere.example/1 is no readout of any source");
  });
});

describe("poll", () => {
  const listing = {
    url: "https://pm.ostrovia.example/news/feed/",
    outcome: "read",
    entries: 3,
    requested: 1,
    failure: null,
  };

  test("asks now, whatever the source's schedule, and counts", async () => {
    let asked: unknown = null;
    local.onPoll = (event) => {
      asked = event;
      return { sourceId: "ostrovia-pm", skipped: null, listings: [listing] };
    };
    const { out, code } = await local.run("poll", "ostrovia-pm");
    expect(asked).toEqual({ sourceId: "ostrovia-pm", force: true });
    expect([code, out]).toEqual([0, `${listing.url}: read, 3 entries, 1 to capture\n`]);
  });

  test("fails where a listing could not be read", async () => {
    const failed = { ...listing, outcome: "failed", failure: "answered 503" };
    local.onPoll = () => ({ sourceId: "ostrovia-pm", skipped: null, listings: [failed] });
    const { out, code } = await local.run("poll", "ostrovia-pm");
    expect([code, out]).toEqual([1, `${listing.url}: answered 503\n`]);
  });
});

const hitsOf = (text: string) => (JSON.parse(text) as { hits: unknown[] }).hits;

describe("reindex", () => {
  test("builds the index from the archive, tells how far it is, and search finds the same", async () => {
    const before = await local.run("search", "herring", "--json");
    const { code, out } = await local.run("reindex", "--json");
    const report = JSON.parse(out) as { readouts: number };
    expect(code).toBe(0);
    expect(report.readouts).toBeGreaterThan(0);
    const after = await local.run("search", "herring", "--json");
    expect(hitsOf(after.out)).toEqual(hitsOf(before.out));
    const counted = await local.run("search", "herring", "--facets", "--sort", "relevance");
    expect(counted.out).toContain("sources: veldmark-presidency 1");
    expect((await local.run("reindex")).out).toBe(
      `The index is complete: ${report.readouts} readouts.\n`,
    );
    const again = await local.run("search", "herring", "--json");
    expect(hitsOf(again.out)).toEqual(hitsOf(before.out));
  });
});

describe("subscribe and subscriptions", () => {
  test("asks as the form does, and says where the mail lies", async () => {
    const { out } = await local.run("subscribe", "reader@norrhaven.example", "herring");
    expect(out).toContain("http://127.0.0.1:1/inbox");
    expect(local.site.mails.at(-1)?.to).toBe("reader@norrhaven.example");
    const { out: list } = await local.run("subscriptions");
    expect(list).toBe("pending  reader@norrhaven.example  herring\n");
  });

  test("a wrong query points at the column", async () => {
    const { code, err } = await local.run(
      "subscribe",
      "reader@norrhaven.example",
      "fish and chips",
    );
    expect([code, err]).toEqual([2, expect.stringContaining("  fish and chips\n       ^^^")]);
  });
});

describe("sources and doctor", () => {
  test("tell of a source that cannot be read, and the exit code tells too", async () => {
    expect((await local.run("doctor")).code).toBe(0);
    await local.site.sources.save(
      {
        sourceId: "ostrovia-pm",
        version: 1,
        lastPolledAt: "2026-03-03T07:50:00.000Z",
        lastSuccessAt: "2026-03-01T07:50:00.000Z",
        lastNewEntryAt: null,
        failures: 9,
        lastProblem: "the feed answered 503",
        nextPollAt: null,
        listings: {},
      },
      0,
    );
    const { out } = await local.run("sources");
    expect(out).toMatch(/ostrovia-pm .*\n.*not read since .*: the feed answered 503/);
    const doctor = await local.run("doctor");
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/^BAD {2}sources: ostrovia-pm: .*503/m);
    expect(doctor.out).toMatch(/^ok {3}alerts/m);
  });
});
