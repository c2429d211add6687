import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { deliverAlert } from "../../lambda/alerts/delivery/deliver-alert.ts";
import type { DeliveryRequest } from "../../lambda/alerts/delivery/delivery-request.ts";
import { matchRevision } from "../../lambda/alerts/matching/match-revision.ts";
import { recordEvent } from "../../lambda/alerts/feedback/record-event.ts";
import { ended } from "../../lambda/subscriptions/subscription.ts";
import { paragraphs } from "../builders/readout.ts";
import { anActive } from "../builders/subscription.ts";
import { aDesk, type Desk } from "./desk.ts";
import { type Fault, Faults, InjectedError } from "./faults.ts";

/*
 * The law of alerts: whatever call fails or crashes, before or after it had its effect, everybody gets
 * each mail once. The world around plays fair as AWS does: a stream's record and a queue's message come
 * again until they are worked off (and a queue's, now and then, once more), and SES tells of its sends.
 */

const visibilityMs = 6 * 60 * 1000;
const maxTries = 30;

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});

/** Tries until it works, as streams, queues and SNS do. */
async function insist(faults: Faults, work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    faults.start();
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof InjectedError) && !/is claimed until/.test(String(error))) throw error;
      await tellOfSends(faults);
      desk.pass(visibilityMs);
    }
  }
  throw new Error(`not done after ${maxTries} tries`);
}

/** SES's events come within seconds; what fails to record one is tried again. */
async function tellOfSends(faults: Faults): Promise<void> {
  const alerts = faults.guard(desk.alerts);
  for (const event of desk.events.splice(0)) {
    for (let isDone = false; !isDone; ) {
      faults.start();
      isDone = await recordEvent(event, { ...desk.deps, alerts }).then(
        () => true,
        () => false,
      );
    }
  }
}

let runs = 0;

interface Run {
  /** Who got which subject, in order of name. */
  readonly mails: readonly string[];
  /** States of all alerts. */
  readonly states: readonly string[];
  /** To the outside. */
  readonly calls: number;
}

/** What is told to whom: searches of a new readout's word, by name, and how many revisions come. */
interface Story {
  readonly readers: readonly (readonly [name: string, search: (word: string) => string])[];
  readonly revisions: number;
}

const short: Story = { readers: [["anna", (word) => word]], revisions: 1 };
const long: Story = {
  readers: [
    ["anna", (word) => word],
    ["anna", (word) => `${word} OR grain`],
    ["bert", (word) => word],
  ],
  revisions: 2,
};

async function run({ readers, revisions }: Story, plan: readonly Fault[]): Promise<Run> {
  runs += 1;
  const [word, readoutId] = [`ferry${runs}x`, `run-${runs}`];
  const subscriptions = readers.map(([name, search]) =>
    anActive({ address: `${name}${runs}@newsroom.example`, query: search(word) }),
  );
  for (const one of subscriptions) await desk.deps.subscriptions.save(one, null);
  desk.mails.length = 0;
  desk.events.length = 0;
  const faults = new Faults(plan);
  for (let revision = 1; revision <= revisions; revision += 1) {
    const change = revision === 1 ? "new" : "edited";
    const blocks = paragraphs(`The ${word} runs, ${change}.`);
    await desk.publish({ title: "Talks", blocks }, { readoutId, revision, change });
    await tell({ readoutId, revision }, faults);
  }
  for (const one of subscriptions) {
    await desk.deps.subscriptions.save(ended(one, "unsubscribed", desk.now), one);
  }
  const states = (await desk.alerts.byReadout(readoutId)).map(({ state }) => state);
  const mails = desk.mails.map(({ to, subject }) => `${to.replace(/\d+@.*/, "")}: ${subject}`);
  return { mails: mails.toSorted(), states, calls: faults.calls };
}

/** From the stream's record to the last of SES's events. */
async function tell(revision: { readoutId: string; revision: number }, faults: Faults) {
  const deps = {
    ...desk.deps,
    readouts: faults.guard(desk.deps.readouts),
    subscriptions: faults.guard(desk.deps.subscriptions),
    suppressions: faults.guard(desk.deps.suppressions),
    alerts: faults.guard(desk.deps.alerts),
    mailer: faults.guard(desk.deps.mailer),
    turn: faults.guard(desk.deps.turn),
    linkSecrets: faults.guard({ read: desk.deps.linkSecrets }).read,
    deliveryQueue: faults.guard(desk.deps.deliveryQueue),
  };
  desk.requests.length = 0;
  await insist(faults, async () => await matchRevision(revision, deps));
  const requests: DeliveryRequest[] = desk.requests.splice(0);
  // A standard queue may hand out a message twice.
  for (const request of [...requests, ...requests.slice(0, 1)]) {
    await insist(faults, async () => await deliverAlert(request, deps));
  }
  await tellOfSends(faults);
}

describe("everybody gets each mail once", () => {
  const kinds = (["error", "crash"] as const).flatMap((how) =>
    (["before", "after"] as const).map((when) => ({ how, when })),
  );
  test.each(kinds)("when any one call ends in $how $when its effect", async ({ how, when }) => {
    const undisturbed = await run(short, []);
    const mails = ["anna: Talks (Prime Minister of Ostrovia)"];
    expect(undisturbed).toEqual({ mails, states: ["sent"], calls: expect.any(Number) });
    expect(undisturbed.calls).toBeGreaterThan(10);
    for (let call = 1; call <= undisturbed.calls; call += 1) {
      const disturbed = await run(short, [{ call, how, when }]);
      expect({ call, ...disturbed }).toMatchObject({ call, mails, states: ["sent"] });
    }
  });

  test("when many calls fail, in any mixture, while a readout is edited", async () => {
    const { calls, mails, states } = await run(long, []);
    expect(mails).toEqual([
      "anna: Edited: Talks (Prime Minister of Ostrovia)",
      "anna: Talks (Prime Minister of Ostrovia)",
      "bert: Edited: Talks (Prime Minister of Ostrovia)",
      "bert: Talks (Prime Minister of Ostrovia)",
    ]);
    const fault = fc.record({
      call: fc.integer({ min: 1, max: calls + 20 }),
      how: fc.constantFrom("error", "crash"),
      when: fc.constantFrom("before", "after"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 2, maxLength: 12 }), async (plan) => {
        expect(await run(long, plan)).toMatchObject({ mails, states });
      }),
      { numRuns: 20 },
    );
  });
});
