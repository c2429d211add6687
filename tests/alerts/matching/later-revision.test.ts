import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import type { Alert } from "../../../lambda/archive/alerts-table.ts";
import type { Change, Revision } from "../../../lambda/readouts/revision.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import type { Preferences } from "../../../lambda/subscriptions/preferences.ts";
import { paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { aDesk, type Desk } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
beforeEach(() => {
  desk.requests.length = 0;
});

let named = 0;
/** A word that nobody else's subscription or readout in this file has. */
function aWord(): string {
  named += 1;
  return `ferry${named}x`;
}

async function publish(readoutId: string, text: string, its: Partial<Revision> = {}) {
  const content = { title: "Talks", blocks: paragraphs(text) };
  return await desk.publish(content, { readoutId, ...its });
}

const match = async (readoutId: string, revision = 1) =>
  await matchRevision({ readoutId, revision }, desk.deps);

async function alerts(readoutId: string, revision = 1): Promise<readonly Alert[]> {
  const all = await desk.alerts.byReadout(readoutId);
  return all.filter((alert) => alert.revision === revision);
}

async function toldOf(readoutId: string, revision: number): Promise<readonly string[]> {
  return (await alerts(readoutId, revision)).map(({ subscriberId }) => subscriberId).toSorted();
}

/** One who was told of a first revision. */
async function told(readoutId: string, word: string, address = "anna@newsroom.example") {
  await desk.subscribe(address, word);
  await publish(readoutId, `The ${word} runs.`);
  await match(readoutId);
  const [alert] = await alerts(readoutId);
  if (alert === undefined) throw new Error("the first revision was told");
  desk.requests.length = 0;
  return alert;
}

async function change(readoutId: string, text: string, how: Change, revision = 2) {
  await publish(readoutId, text, { revision, change: how });
  return await match(readoutId, revision);
}

/** Subscribes somebody. */
async function asking(name: string, query: string): Promise<string> {
  const address = `${name}@newsroom.example`;
  await desk.deps.subscriptions.save(anActive({ address, query, queryKey: query }), null);
  return subscriberIdOf(address);
}

describe("a later revision", () => {
  test("is told to those who were told, as an answer to the first mail", async () => {
    const word = aWord();
    const first = await told("edit-1", word);
    await change("edit-1", `The ${word} runs daily.`, "edited");
    await change("edit-1", `The ${word} runs daily, they say.`, "edited", 3);
    for (const revision of [2, 3]) {
      expect(await alerts("edit-1", revision)).toMatchObject([
        { change: "edited", inReplyTo: first.alertId, subscriptionIds: first.subscriptionIds },
      ]);
    }
  });

  test("is told to them also when it takes away what they asked for", async () => {
    const word = aWord();
    await told("edit-2", word);
    await change("edit-2", "It does not run.", "edited");
    expect(await alerts("edit-2", 2)).toMatchObject([{ change: "edited" }]);
  });

  test("that newly matches is new to those it matches", async () => {
    const [word, added] = [aWord(), aWord()];
    await told("edit-3", word);
    await desk.subscribe("bert@newsroom.example", added);
    await change("edit-3", `The ${word} and the ${added} run.`, "edited");
    const byChange = Object.fromEntries(
      (await alerts("edit-3", 2)).map((alert) => [alert.change, alert]),
    );
    expect(Object.keys(byChange).toSorted()).toEqual(["edited", "new"]);
    expect(byChange["new"]).toMatchObject({
      subscriberId: subscriberIdOf("bert@newsroom.example"),
      inReplyTo: null,
    });
  });

  test("that newly matches another search of one who was told is one mail with both reasons", async () => {
    const [word, added] = [aWord(), aWord()];
    await told("edit-4", word);
    await desk.subscribe("anna@newsroom.example", added);
    expect(await change("edit-4", `The ${word} and the ${added} run.`, "edited")).toEqual({
      matched: 2,
      alerts: 1,
    });
    const [alert] = await alerts("edit-4", 2);
    expect(alert).toMatchObject({ change: "edited", inReplyTo: "edit-4#1" });
    expect(alert?.subscriptionIds).toHaveLength(2);
  });

  test("that matches as the one before did is not told to one who subscribed in between", async () => {
    const word = aWord();
    await told("edit-5", word);
    await desk.subscribe("late@newsroom.example", word);
    await change("edit-5", `The ${word} runs daily.`, "edited");
    const subscribers = (await alerts("edit-5", 2)).map(({ subscriberId }) => subscriberId);
    expect(subscribers).toEqual([subscriberIdOf("anna@newsroom.example")]);
  });

  test.each(["completed", "removed", "restored"] as const)(
    "that says it is %s is told to those who were told, and to nobody else",
    async (how) => {
      const word = aWord();
      await told(`change-${how}`, word);
      await desk.subscribe("late@newsroom.example", word);
      await change(`change-${how}`, `The ${word} runs.`, how);
      expect(await alerts(`change-${how}`, 2)).toMatchObject([
        { change: how, inReplyTo: `change-${how}#1` },
      ]);
    },
  );

  test("that is quiet is told to nobody, and the next that is not is told", async () => {
    const word = aWord();
    await told("edit-6", word);
    const text = `The ${word} runs well.`;
    await publish("edit-6", text, {
      revision: 2,
      change: "edited",
      cause: "reader",
      quiet: "reader",
    });
    expect(await match("edit-6", 2)).toEqual({ matched: 0, alerts: 0 });
    await change("edit-6", `The ${word} runs daily.`, "edited", 3);
    expect(await alerts("edit-6", 3)).toMatchObject([{ inReplyTo: "edit-6#1" }]);
  });

  test("of a readout found at the first poll is told to those whose words were added, not to the rest", async () => {
    const [word, added] = [aWord(), aWord()];
    await desk.subscribe("anna@newsroom.example", word);
    await desk.subscribe("bert@newsroom.example", added);
    await publish("edit-7", `The ${word} runs.`, { quiet: "first-poll" });
    await match("edit-7");
    await change("edit-7", `The ${word} and the ${added} run.`, "edited");
    expect(await alerts("edit-7", 2)).toMatchObject([
      { subscriberId: subscriberIdOf("bert@newsroom.example"), change: "new" },
    ]);
  });

  test.each(["dropped", "failed"] as const)(
    "is not told to one whose first alert was %s",
    async (state) => {
      const word = aWord();
      const first = await told(`never-${state}`, word);
      const claim = await desk.alerts.claim(first, desk.now, "2027-01-01T00:00:00.000Z");
      if (claim === null) throw new Error("the claim holds");
      await desk.alerts.close(claim, state, "for the test");
      await change(`never-${state}`, `The ${word} runs daily.`, "edited");
      expect(await alerts(`never-${state}`, 2)).toEqual([]);
    },
  );

  test("matched again after the next one came tells nobody of what they were told later", async () => {
    const word = aWord();
    await told("edit-8", word);
    await change("edit-8", `The ${word} runs daily.`, "edited");
    expect(await match("edit-8", 1)).toEqual({ matched: 0, alerts: 0 });
    expect(await match("edit-8", 2)).toEqual({ matched: 0, alerts: 0 });
  });

  test("that is a removal or an edit is news to who asked for such", async () => {
    const word = aWord();
    const edits = await asking("edited", `${word} is:edited`);
    const removals = await asking("removed", `${word} is:removed`);
    await publish("facts-1", `The ${word} runs.`);
    await match("facts-1");
    expect(await toldOf("facts-1", 1)).toEqual([]);
    await change("facts-1", `The ${word} runs daily.`, "edited");
    expect(await toldOf("facts-1", 2)).toEqual([edits]);
    await change("facts-1", `The ${word} runs daily.`, "removed", 3);
    expect(await toldOf("facts-1", 3)).toEqual([edits, removals].toSorted());
  });

  test("is told as each subscriber has chosen: edits to who wants edits, and no news to who wants none", async () => {
    const word = aWord();
    const wants = async (name: string, events: Preferences["events"]) => {
      const address = `${name}@newsroom.example`;
      const subscription = anActive({ address, query: word, queryKey: word });
      await desk.deps.subscriptions.save({ ...subscription, events }, null);
      return subscriberIdOf(address);
    };
    const all = await wants("all-events", ["new", "edited", "completed", "removed"]);
    const news = await wants("news-only", ["new"]);
    const edits = await wants("edits-only", ["edited"]);
    const removals = await wants("removals-only", ["removed"]);
    await publish("events-1", `The ${word} runs.`);
    await match("events-1");
    expect(await toldOf("events-1", 1)).toEqual([all, news].toSorted());
    await change("events-1", `The ${word} runs daily.`, "edited");
    expect(await toldOf("events-1", 2)).toEqual([all, edits].toSorted());
    await change("events-1", `The ${word} runs daily.`, "removed", 3);
    expect(await toldOf("events-1", 3)).toEqual([all, removals].toSorted());
    await change("events-1", `The ${word} runs daily.`, "restored", 4);
    expect(await toldOf("events-1", 4)).toEqual([all, removals].toSorted());
  });
});
