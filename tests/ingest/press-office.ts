import { capturesTable, type CapturesTable } from "../../lambda/archive/captures-table.ts";
import { readoutsTable, type ReadoutsTable } from "../../lambda/archive/readouts-table.ts";
import { sourcesTable, type SourcesTable } from "../../lambda/archive/sources-table.ts";
import { type CaptureReport, captureDocument } from "../../lambda/ingest/capture-document.ts";
import {
  captureDeduplicationId,
  type CaptureRequest,
} from "../../lambda/ingest/capture-request.ts";
import { type PollReport, type PollRequest, pollSource } from "../../lambda/ingest/poll-source.ts";
import { recheckDue } from "../../lambda/ingest/recheck-due.ts";
import type { Fetcher, FetchOutcome } from "../../lambda/outside/fetcher.ts";
import type { ReadoutHead, Revision } from "../../lambda/readouts/revision.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import type { Source } from "../../lambda/sources/source.ts";
import { Faults } from "../alerts/faults.ts";
import type { TestTables } from "../builders/dynamodb.ts";
import { aFeed, aPage, fetched, type Item } from "./site.ts";

let offices = 0;

/** An invented press office, its site as a test has it, and all that ingests it, over real tables. */
export class PressOffice {
  /** The time; set it. */
  now = "2026-03-02T09:00:00.000Z";
  readonly id: string;
  readonly host: string;
  readonly feedUrl: string;
  readonly otherFeedUrl: string;
  /** What the site answers, by URL; a function sees the request. */
  readonly answers = new Map<string, FetchOutcome | ((etag: string | null) => FetchOutcome)>();
  /** What it was asked for, in order. */
  readonly fetches: string[] = [];
  /** What the capture queue holds, in order. */
  readonly queue: CaptureRequest[] = [];
  readonly readouts: ReadoutsTable;
  readonly captures: CapturesTable;
  readonly sources: SourcesTable;
  /** Replace it to make calls fail. */
  faults = new Faults();
  readonly #catalogue;
  readonly #sent = new Set<string>();

  /** @param changes of its source, which publishes in one feed unless told otherwise */
  constructor(
    tables: TestTables,
    changes: Partial<Source> | ((office: PressOffice) => Partial<Source>) = {},
  ) {
    offices += 1;
    this.host = `office-${offices}.example`;
    this.feedUrl = `https://${this.host}/feed/`;
    this.otherFeedUrl = `https://${this.host}/speeches/feed/`;
    this.readouts = readoutsTable(tables.client, tables.readouts);
    this.captures = capturesTable(tables.client, tables.captures);
    this.sources = sourcesTable(tables.client, tables.sources);
    const changed = typeof changes === "function" ? changes(this) : changes;
    this.id = changed.id ?? `office-${offices}`;
    const source: Source = {
      id: this.id,
      name: "Prime Minister of Norrhaven",
      publisher: "Office of the Prime Minister",
      country: null,
      language: "en",
      timeZone: "UTC",
      homepage: `https://${this.host}/`,
      listings: [{ url: this.feedUrl, format: "rss" }],
      body: "feed",
      hosts: [this.host],
      pollMinutes: 10,
      fetchTimeoutSeconds: 20,
      identity: { urls: [`^https://${this.host}/news/(\\d+)$`] },
      page: changed.body === undefined ? null : { title: "h1", body: ".text" },
      feed: {},
      licence: "invented",
      verified: "invented",
      ...changed,
    };
    this.#catalogue = readCatalogue([{ name: this.id, text: JSON.stringify(source) }]);
  }

  urlOf(id: number): string {
    return `https://${this.host}/news/${id}`;
  }

  /** The feed lists these, the newest first; their pages say the same. */
  publishes(...items: readonly Item[]): void {
    this.answers.set(this.feedUrl, fetched(this.feedUrl, aFeed(this.host, items)));
    for (const item of items) {
      const url = this.urlOf(item.id);
      this.answers.set(url, fetched(url, aPage(item)));
    }
  }

  answer(url: string, answer: FetchOutcome | string): void {
    this.answers.set(url, typeof answer === "string" ? fetched(url, answer) : answer);
  }

  async poll(changed: Partial<PollRequest> = {}): Promise<PollReport> {
    const request = { sourceId: this.id, listingUrl: null, force: false, ...changed };
    return await pollSource(request, this.deps);
  }

  /** Works the queue off as SQS gives it: what fails stays, with all behind it. */
  async work(): Promise<readonly CaptureReport[]> {
    const reports: CaptureReport[] = [];
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      reports.push(await captureDocument(next, this.deps));
      this.queue.shift();
    }
    return reports;
  }

  async pollAndWork(at: string): Promise<readonly string[]> {
    this.now = at;
    await this.poll();
    return (await this.work()).map(({ outcome }) => outcome);
  }

  async recheck(): Promise<number> {
    return await recheckDue(this.deps);
  }

  /** As `recheck`, but for this office's readouts alone: others of the test share the table. */
  async recheckOwn(): Promise<number> {
    const { readouts } = this.deps;
    const dueForRecheck: ReadoutsTable["dueForRecheck"] = async (now, limit) =>
      (await readouts.dueForRecheck(now, limit)).filter(({ sourceId }) => sourceId === this.id);
    const touch: ReadoutsTable["touch"] = async (...args) => await readouts.touch(...args);
    return await recheckDue({ ...this.deps, readouts: { dueForRecheck, touch } });
  }

  /** SQS remembers what it was sent for five minutes. */
  forgetSent(): void {
    this.#sent.clear();
  }

  /** Every recheck that falls due until a time, when it does. */
  async recheckUntil(end: string): Promise<readonly string[]> {
    const outcomes: string[] = [];
    for (;;) {
      const heads = await this.heads();
      const next = heads.flatMap(({ recheckAt }) => recheckAt ?? []).toSorted()[0];
      if (next === undefined || next > end) return outcomes;
      this.now = next > this.now ? next : this.now;
      await this.recheckOwn();
      outcomes.push(...(await this.work()).map(({ outcome }) => outcome));
    }
  }

  async head(id: number): Promise<ReadoutHead | null> {
    return await this.readouts.head(`${this.id}-${id}`);
  }

  async revisions(id: number): Promise<readonly Revision[]> {
    return await this.readouts.revisions(`${this.id}-${id}`);
  }

  /** Of all its readouts, in order of id. */
  async heads(): Promise<readonly ReadoutHead[]> {
    const found: ReadoutHead[] = [];
    for await (const head of this.readouts.everyHead()) {
      if (head.sourceId === this.id) found.push(head);
    }
    return found.toSorted((a, b) => a.readoutId.localeCompare(b.readoutId));
  }

  async outcomes(id: number): Promise<readonly string[]> {
    const found = await this.captures.outcomes(this.urlOf(id), 100);
    return found.map(({ outcome }) => outcome).toReversed();
  }

  get deps() {
    const fetcher: Fetcher = {
      fetch: ({ url, etag }) => {
        this.fetches.push(url);
        const answer = this.answers.get(url) ?? { outcome: "gone", status: 404 };
        return Promise.resolve(typeof answer === "function" ? answer(etag) : answer);
      },
    };
    const captureQueue = {
      send: (requests: readonly CaptureRequest[]) => {
        for (const request of requests) {
          const deduplicationId = captureDeduplicationId(request);
          if (!this.#sent.has(deduplicationId)) this.queue.push(request);
          this.#sent.add(deduplicationId);
        }
        return Promise.resolve();
      },
    };
    return {
      clock: { now: () => this.now },
      log: silentLog,
      catalogue: this.#catalogue,
      fetcher: this.faults.guard(fetcher),
      captures: this.faults.guard(this.captures),
      readouts: this.faults.guard(this.readouts),
      sources: this.faults.guard(this.sources),
      captureQueue: this.faults.guard(captureQueue),
    };
  }
}
