import { deliverAlert } from "../../../lambda/alerts/delivery/deliver-alert.ts";
import type { DeliveryRequest } from "../../../lambda/alerts/delivery/delivery-request.ts";
import { gatherDigests } from "../../../lambda/alerts/delivery/gather-digests.ts";
import { recordEvent } from "../../../lambda/alerts/feedback/record-event.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import { addMs, type Instant } from "../../../lambda/runtime/instant.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import { paragraphs } from "../../builders/readout.ts";
import type { Desk } from "../desk.ts";
import { Faults, InjectedError } from "../faults.ts";
import type { Reader } from "./readers.ts";

const minuteMs = 60 * 1000;
/** Within an hour; the first and the fifth are runs of the schedule, the others come where something was left undone. */
const steps = [0, 7, 14, 21, 30, 37, 44, 51];
const publishesAt = 7;
/** As the queue of deliveries hides what failed, and how often it tries. */
const hiddenMs = 6 * minuteMs;
const attempts = 5;

export interface Told {
  readonly to: string;
  readonly title: string;
  readonly at: Instant;
}

export interface Published {
  readonly title: string;
  readonly word: string;
  readonly at: Instant;
  /** When the last alert about it was written. */
  matchedAt: Instant | null;
}

interface Waiting {
  readonly request: DeliveryRequest;
  readonly at: Instant;
  readonly tries: number;
}

export interface YearOptions {
  readonly spans: readonly (readonly [from: Instant, to: Instant])[];
  readonly words: readonly string[];
  readonly publishEveryHours: number;
  /** The same for the schedule's runs. */
  readonly runCrashOneIn: number;
  /** Which part of the messages comes to two at once. */
  readonly doubled: number;
  /** Deliveries at one time. */
  readonly atOnce: number;
  /** One call to the outside in so many kills the process, one half of the times after it had its effect. */
  readonly crashOneIn: number;
  readonly chance: () => number;
}

/** A year of publishing, matching, gathering, sending and bouncing under a virtual clock. */
export class SimulatedYear {
  readonly published: Published[] = [];
  readonly told: Told[] = [];
  readonly counts = {
    mails: 0,
    digests: 0,
    crashes: 0,
    doubled: 0,
    bounces: 0,
    complaints: 0,
    soft: 0,
  };
  /** What was tried too often. */
  readonly deadLetters: DeliveryRequest[] = [];
  readonly #desk: Desk;
  readonly #readers: ReadonlyMap<string, Reader>;
  readonly #options: YearOptions;
  #queue: Waiting[] = [];
  #unmatched: { readonly revision: Revision; readonly news: Published }[] = [];
  #hasToGather = false;
  #hours = 0;
  readonly #answered = new Set<string>();

  constructor(desk: Desk, readers: readonly Reader[], options: YearOptions) {
    this.#desk = desk;
    this.#readers = new Map(readers.map((one) => [one.address, one]));
    this.#options = options;
  }

  async run(): Promise<void> {
    for (const [from, to] of this.#options.spans) {
      for (let hour = from; hour < to; hour = addMs(hour, 60 * minuteMs)) await this.#hour(hour);
    }
  }

  async #hour(hour: Instant): Promise<void> {
    const publishes = this.#hours % this.#options.publishEveryHours === 0;
    this.#hours += 1;
    for (const minute of steps) {
      this.#desk.now = addMs(hour, minute * minuteMs);
      if (minute % 30 === 0) this.#hasToGather = true;
      if (publishes && minute === publishesAt) await this.#publish();
      if (this.#hasToGather || this.#unmatched.length + this.#queue.length > 0) await this.#work();
    }
  }

  async #publish(): Promise<void> {
    const { words } = this.#options;
    const id = this.published.length + 1;
    const word = words[id % words.length] ?? "";
    const at = this.#desk.now;
    const revision = await this.#desk.publish(
      { title: `Talks ${id}`, blocks: paragraphs(`The ${word} was spoken of.`) },
      { readoutId: `ostrovia-pm-${id}`, observedAt: at },
    );
    const news = { title: `Talks ${id}`, word, at, matchedAt: null };
    this.published.push(news);
    this.#unmatched.push({ revision, news });
  }

  async #work(): Promise<void> {
    for (const one of this.#unmatched.splice(0)) {
      if (await this.#attempt(async (deps) => await matchRevision(one.revision, deps))) {
        one.news.matchedAt = this.#desk.now;
      } else this.#unmatched.push(one);
    }
    if (this.#hasToGather)
      this.#hasToGather = !(await this.#attempt(gatherDigests, this.#options.runCrashOneIn));
    this.#takeRequests();
    const now = this.#desk.now;
    const due = this.#queue.filter(({ at }) => at <= now);
    this.#queue = this.#queue.filter(({ at }) => at > now);
    const { atOnce } = this.#options;
    for (let from = 0; from < due.length; from += atOnce) {
      const some = due.slice(from, from + atOnce);
      await Promise.all(some.map(async (one) => await this.#deliver(one)));
    }
  }

  #takeRequests(): void {
    const { digestRequests, now, requests } = this.#desk;
    for (const request of [...requests.splice(0), ...digestRequests.splice(0)]) {
      this.#queue.push({ request, at: now, tries: 0 });
    }
  }

  /** SQS gives some messages to two at once. */
  async #deliver({ request, tries }: Waiting): Promise<void> {
    const isDoubled = this.#options.chance() < this.#options.doubled;
    if (isDoubled) this.counts.doubled += 1;
    const done = await Promise.all(
      (isDoubled ? [1, 2] : [1]).map(
        async () => await this.#attempt(async (deps) => await deliverAlert(request, deps)),
      ),
    );
    await this.#tellOfEvents();
    if (done.every(Boolean)) return;
    if (tries + 1 >= attempts) this.deadLetters.push(request);
    else this.#queue.push({ request, at: addMs(this.#desk.now, hiddenMs), tries: tries + 1 });
  }

  /** @returns false where the process died, or another has it */
  async #attempt(
    work: (deps: Desk["deps"]) => Promise<unknown>,
    crashOneIn = this.#options.crashOneIn,
  ): Promise<boolean> {
    const { chance } = this.#options;
    const call = 1 + Math.floor(chance() * crashOneIn);
    const faults = new Faults([{ call, how: "crash", when: chance() < 0.5 ? "before" : "after" }]);
    const { deps } = this.#desk;
    try {
      await work({
        ...deps,
        alerts: faults.guard(deps.alerts),
        digests: faults.guard(deps.digests),
        mailer: faults.guard(deps.mailer),
        deliveryQueue: faults.guard(deps.deliveryQueue),
        digestQueue: faults.guard(deps.digestQueue),
      });
      return true;
    } catch (error) {
      if (error instanceof InjectedError) this.counts.crashes += 1;
      else if (!/is claimed until/.test(String(error))) throw error;
      return false;
    }
  }

  /** Each mail is noted, and SES's events of it are told: sent, and of some readers that it came back. */
  async #tellOfEvents(): Promise<void> {
    const { deps, events, mails, now } = this.#desk;
    // Both before anything is waited for: several deliveries do this at one time.
    const ofMails = events.splice(0, mails.length);
    for (const [n, mail] of mails.splice(0).entries()) {
      this.counts.mails += 1;
      if (/digest/i.test(mail.subject)) this.counts.digests += 1;
      const titles = new Set(`${mail.subject}\n${mail.text}`.match(/Talks \d+/g) ?? []);
      for (const title of titles) this.told.push({ to: mail.to, title, at: now });
      const sent = ofMails[n] ?? "";
      await recordEvent(sent, deps);
      const answer = this.#answerOf(mail.to);
      if (answer === null) continue;
      await recordEvent(JSON.stringify({ ...(JSON.parse(sent) as object), ...answer }), deps);
    }
  }

  #answerOf(address: string): object | null {
    const temper = this.#readers.get(address)?.temper ?? "well";
    if (temper === "well") return null;
    if (temper === "full") {
      // Once: the mailbox has room again when it is tried anew.
      if (this.#answered.has(address)) return null;
      this.#answered.add(address);
      this.counts.soft += 1;
      return {
        eventType: "Bounce",
        bounce: { bounceType: "Transient", bounceSubType: "MailboxFull" },
      };
    }
    this.counts[temper === "gone" ? "bounces" : "complaints"] += 1;
    return temper === "gone"
      ? { eventType: "Bounce", bounce: { bounceType: "Permanent", bounceSubType: "General" } }
      : { eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" } };
  }
}
