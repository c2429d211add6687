import { beforeEach, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import { queryKey } from "../../lambda/query/query-key.ts";
import { addMs, type Instant } from "../../lambda/runtime/instant.ts";
import {
  allOfThem,
  type LinkPurpose,
  type LinkSubject,
  signLink,
} from "../../lambda/subscriptions/signed-links.ts";
import { type Active, ended, type Pending } from "../../lambda/subscriptions/subscription.ts";
import { alertActions } from "../../lambda/web/site-deps.ts";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite, type TestSite } from "../builders/site.ts";
import { anActive, aPending } from "../builders/subscription.ts";

/*
 * Every door that a link opens, tried with everything that a link must not be. A route that is neither here nor
 * among those for everybody fails the last test.
 */

const now = "2026-03-02T15:00:00.000Z";
const dayMs = 24 * 60 * 60 * 1000;
const url = "https://hooks.newsroom.example/readouts";
const secret = "a secret of the tests";

let clock: Instant;
let made: TestSite;
let one: Active;
let waiting: Pending;
let over: Active;
/** Of somebody else. */
let strange: Active;
let feed: string;

beforeEach(async () => {
  clock = now;
  made = await aSite({ clock: { now: () => clock } }, await emptiedTables());
  one = anActive({ query: "ferry" });
  const parsed = parseQuery("grain");
  if (!parsed.ok) throw new Error("not a query");
  over = anActive({ query: "grain", queryKey: queryKey(parsed.query) });
  waiting = aPending({ query: "harbour" });
  strange = anActive({ address: "stranger@elsewhere.example", query: "ferry" });
  for (const each of [one, over, waiting, strange]) await made.subscriptions.save(each, null);
  await made.subscriptions.save(ended(over, "bounced", now), over);
  const on = { token: manage(), alert: one.subscriptionId };
  await post("/manage", { ...on, action: "feed" });
  await post("/manage/webhook", { ...on, action: "set", url });
  const page = load(await (await made.site.request(`/manage?token=${manage()}`)).text());
  feed = (page("a[href^='/feeds/']").attr("href") ?? "").replace(/\.\w+$/, "");
  expect(feed).toMatch(/^\/feeds\/[a-z2-7-]{80}$/);
});

async function post(path: string, fields: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(fields);
  return (await made.site.request(path, { method: "POST", body })).status;
}

async function get(path: string): Promise<number> {
  return (await made.site.request(path)).status;
}

/** All that a link could have changed. */
async function everything(): Promise<unknown> {
  const { subscriberId } = one;
  return {
    subscriptions: await made.subscriptions.bySubscriber(subscriberId),
    others: await made.subscriptions.bySubscriber(strange.subscriberId),
    webhooks: await made.webhooks.healthOf(subscriberId),
    mails: made.mails.length,
    events: made.webhookRequests.length,
  };
}

function sign(
  purpose: LinkPurpose,
  changed: Partial<LinkSubject> = {},
  its: { readonly until?: Instant; readonly secret?: string } = {},
): string {
  const about = purpose === "confirm" ? waiting : one;
  const subject = {
    subscriberId: about.subscriberId,
    subscriptionIds: purpose === "manage" ? [] : [about.subscriptionId],
    requestedAt: about.consent.requestedAt,
    ...changed,
  };
  const { until = addMs(now, dayMs), secret: current = secret } = its;
  return signLink(purpose, subject, until, { current });
}

const manage = (): string => sign("manage");
/** By a link that ends several alerts. */
const several = (): string[] => [one.subscriptionId, over.subscriptionId];

interface Door {
  readonly name: string;
  /** As the site has it. */
  readonly route: string;
  readonly purpose: LinkPurpose;
  readonly subject?: () => Partial<LinkSubject>;
  readonly open: (token: string) => Promise<number>;
}

const pages: readonly Door[] = [
  ["a page to confirm", "GET /confirm", "confirm"],
  ["a page to leave", "GET /unsubscribe", "unsubscribe"],
  ["the page of one's alerts", "GET /manage", "manage"],
  ["one's data", "GET /manage/data", "manage"],
].map(([name = "", route = "", purpose]) => ({
  name,
  route,
  purpose: purpose as LinkPurpose, // as it stands above
  open: async (token) => await get(`${route.slice(4)}?token=${encodeURIComponent(token)}`),
}));

const ofOneAlert: readonly Door[] = ["change", "webhook"].map((page) => ({
  name: `the page of an alert's ${page}`,
  route: `GET /manage/${page}`,
  purpose: "manage",
  open: async (token) =>
    await get(`/manage/${page}?token=${encodeURIComponent(token)}&alert=${one.subscriptionId}`),
}));

const buttons: readonly Door[] = [
  ...[...alertActions, "stop-all", "no-monthly-line", "erase"].map((action) => ({
    name: `the button “${action}”`,
    route: "POST /manage",
    purpose: "manage" as const,
    open: async (token: string) => await post("/manage", { token, action, alert: target(action) }),
  })),
  ...["set", "remove", "rotate", "test", "enable"].map((action) => ({
    name: `the webhook's button “${action}”`,
    route: "POST /manage/webhook",
    purpose: "manage" as const,
    open: async (token: string) =>
      await post("/manage/webhook", { token, action, alert: one.subscriptionId, url: `${url}/2` }),
  })),
  {
    name: "the button that changes an alert",
    route: "POST /manage/change",
    purpose: "manage",
    open: async (token) =>
      await post("/manage/change", { token, alert: one.subscriptionId, query: "tram" }),
  },
];

/** The alert for which a button has something to do. */
function target(action: string): string {
  if (action === "restart") return over.subscriptionId;
  return action === "confirm" ? waiting.subscriptionId : one.subscriptionId;
}

const leaving: readonly Door[] = [
  {
    name: "the button to confirm",
    route: "POST /confirm",
    purpose: "confirm",
    open: async (token) => await post("/confirm", { token }),
  },
  {
    name: "one click of a mail program",
    route: "POST /unsubscribe",
    purpose: "unsubscribe",
    open: async (token) =>
      await post(`/unsubscribe?token=${encodeURIComponent(token)}`, {
        "List-Unsubscribe": "One-Click",
      }),
  },
  {
    name: "the button to leave",
    route: "POST /unsubscribe",
    purpose: "unsubscribe",
    open: async (token) => await post("/unsubscribe", { token }),
  },
  {
    name: "leaving all that a digest was for",
    route: "POST /unsubscribe",
    purpose: "unsubscribe",
    subject: () => ({ subscriptionIds: several() }),
    open: async (token) => await post("/unsubscribe", { token }),
  },
  {
    name: "leaving one alert of a digest",
    route: "POST /unsubscribe",
    purpose: "unsubscribe",
    subject: () => ({ subscriptionIds: several() }),
    open: async (token) => await post("/unsubscribe", { token, alert: one.subscriptionId }),
  },
  {
    name: "leaving everything",
    route: "POST /unsubscribe",
    purpose: "unsubscribe",
    subject: () => ({ subscriptionIds: [allOfThem] }),
    open: async (token) => await post("/unsubscribe", { token }),
  },
];

const doors: readonly Door[] = [...pages, ...ofOneAlert, ...leaving, ...buttons];

type Forge = (door: Door, good: string) => string;
const halves = (token: string): readonly [string, string] => {
  const [body = "", mac = ""] = token.split(".");
  return [body, mac];
};

/** The body says something else, under the signature that it had. */
const changing =
  (change: (fields: unknown[]) => void): Forge =>
  (_, good) => {
    const [body, mac] = halves(good);
    const fields = JSON.parse(Buffer.from(body, "base64url").toString()) as unknown[];
    change(fields);
    return `${Buffer.from(JSON.stringify(fields)).toString("base64url")}.${mac}`;
  };

const harms: readonly (readonly [string, Forge])[] = [
  ["is missing", () => ""],
  ["is nonsense", () => "\u0000../..%2e{}"],
  ["is very long", (_, good) => good.padEnd(20_000, "A")],
  ["was signed by somebody else", ({ purpose }) => sign(purpose, {}, { secret: "another" })],
  ["was signed by nobody", ({ purpose }) => sign(purpose, {}, { secret: "" })],
  ["lacks its last letter", (_, good) => good.slice(0, -1)],
  ["lacks its first letter", (_, good) => good.slice(1)],
  ["is cut in the middle", (_, good) => good.slice(0, good.length / 2)],
  ["has no signature", (_, good) => halves(good)[0]],
  ["has an empty signature", (_, good) => `${halves(good)[0]}.`],
  ["is a signature alone", (_, good) => `.${halves(good)[1]}`],
  ["is said twice", (_, good) => `${good}.${good}`],
  ["has something after it", (_, good) => `${good}=`],
  [
    "has another link's signature",
    (door, good) => {
      const other = sign(door.purpose, { subscriberId: strange.subscriberId });
      return `${halves(good)[0]}.${halves(other)[1]}`;
    },
  ],
  [
    "lives longer than it was signed for",
    changing((fields) => {
      fields[4] = Number(fields[4]) + 1000 * dayMs;
    }),
  ],
  [
    "is for somebody else than it was signed for",
    changing((fields) => {
      fields[1] = strange.subscriberId;
    }),
  ],
  [
    "is for more than it was signed for",
    changing((fields) => {
      fields[2] = [allOfThem];
      fields[3] = "";
    }),
  ],
  [
    "is for something else than it was signed for",
    (door) => {
      const other = door.purpose === "manage" ? "unsubscribe" : "manage";
      return changing((fields) => {
        fields[0] = door.purpose;
      })(door, sign(other));
    },
  ],
  [
    "is to confirm, of another request",
    ({ purpose }) =>
      purpose === "confirm" ? sign("confirm", { requestedAt: now }) : sign("confirm"),
  ],
  ["is to leave", ({ purpose }) => (purpose === "unsubscribe" ? "" : sign("unsubscribe"))],
  ["is to manage", ({ purpose }) => (purpose === "manage" ? "" : sign("manage"))],
  ["is too old", (door) => sign(door.purpose, door.subject?.() ?? {}, { until: addMs(now, -1) })],
];

describe.each(doors.map((door) => [door.name, door] as const))("%s", (_, door) => {
  const good = (): string => sign(door.purpose, door.subject?.() ?? {});

  test("opens with the link that is for it", async () => {
    expect([200, 303]).toContain(await door.open(good()));
  });

  test("stays shut, and nothing changes, where the link is not what it was", async () => {
    const before = await everything();
    const answers: (readonly [string, number])[] = [];
    for (const [harm, forge] of harms) answers.push([harm, await door.open(forge(door, good()))]);
    const wrong = answers.filter(([, status]) => status !== 400 && status !== 410);
    // Without a token the page offers to mail one.
    expect(wrong.filter(([harm]) => harm !== "is missing")).toEqual([]);
    expect(wrong.every(([, status]) => status < 500)).toBe(true);
    expect(await everything()).toEqual(before);
  });

  test("stays shut when the secret was changed twice", async () => {
    const old = sign(door.purpose, door.subject?.() ?? {}, { secret: "two secrets ago" });
    expect(await door.open(old)).toBe(400);
  });

  test("opened again does nothing more, or what it did", async () => {
    await door.open(good());
    const once = await everything();
    const status = await door.open(good());
    expect(status).toBeLessThan(500);
    if (/rotate|“test”|“set”|“feed”/.test(door.name)) return; // made for pressing again, and limited
    expect(await everything()).toEqual(once);
  });
});

describe("a link to manage", () => {
  test.each(buttons.map((door) => [door.name, door] as const))(
    "does nothing to a stranger's alert by %s",
    async (_, door) => {
      const before = await made.subscriptions.bySubscriber(strange.subscriberId);
      const theirs = sign("manage", { subscriberId: strange.subscriberId });
      const mine = await made.subscriptions.bySubscriber(one.subscriberId);
      await door.open(theirs); // names one of `one`'s alerts
      expect(await made.subscriptions.bySubscriber(one.subscriberId)).toEqual(mine);
      if (/stop-all|monthly|erase/.test(door.name)) return; // it is about the holder's own
      expect(await made.subscriptions.bySubscriber(strange.subscriberId)).toEqual(before);
    },
  );
});

describe("a link to confirm", () => {
  test("does not bring back what was left since", async () => {
    const token = sign("confirm");
    expect(await post("/confirm", { token })).toBe(200);
    expect(
      await post("/unsubscribe", {
        token: sign("unsubscribe", { subscriptionIds: [waiting.subscriptionId] }),
      }),
    ).toBe(200);
    expect(await post("/confirm", { token })).toBe(410);
    const after = await made.subscriptions.get(waiting.subscriberId, waiting.subscriptionId);
    expect(after?.state).toBe("ended");
  });

  test("is good for two days", async () => {
    clock = addMs(waiting.expiresAt, 1);
    expect(
      await post("/confirm", { token: sign("confirm", {}, { until: addMs(clock, dayMs) }) }),
    ).toBe(410);
  });
});

describe.each(["atom", "json"])("a private feed as %s", (ending) => {
  test("is read by its whole address alone", async () => {
    expect(await get(`${feed}.${ending}`)).toBe(200);
    const [subscriber = "", subscription = "", key = ""] = feed.slice("/feeds/".length).split("-");
    const of = (...parts: string[]): string => `/feeds/${parts.join("-")}.${ending}`;
    for (const [harm, path] of [
      ["cut", of(subscriber, subscription, key.slice(0, -1))],
      ["longer", of(subscriber, subscription, `${key}a`)],
      ["without a key", of(subscriber, subscription, "")],
      ["another key", of(subscriber, subscription, "a".repeat(26))],
      ["in capitals", of(subscriber, subscription, key.toUpperCase())],
      ["another alert of theirs", of(subscriber, over.subscriptionId, key)],
      ["a stranger's alert", of(strange.subscriberId, strange.subscriptionId, key)],
      ["a link's token", `/feeds/${manage()}.${ending}`],
      ["twice", `${feed}${feed}.${ending}`],
      ["a path", `/feeds/..%2f..%2fmanage.${ending}`],
    ] as const) {
      expect([harm, await get(path)]).toEqual([harm, 404]);
    }
  });

  test("ends with its alert, and with its address", async () => {
    const on = { token: manage(), alert: one.subscriptionId };
    await post("/manage", { ...on, action: "feed" });
    expect(await get(`${feed}.${ending}`)).toBe(404);
    await post("/manage", { ...on, action: "erase" });
    expect(await get(`${feed}.${ending}`)).toBe(404);
  });
});

describe("messages of SNS", () => {
  const topic = "arn:aws:sns:us-east-1:000000000000:Sends";
  const cert = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService.pem";
  test.each([
    ["Notification", { SigningCertURL: cert, SignatureVersion: "1" }],
    ["Notification", { SigningCertURL: "https://sns.us-east-1.amazonaws.com.evil.example/a.pem" }],
    ["Notification", { SigningCertURL: cert, SignatureVersion: "0" }],
    ["SubscriptionConfirmation", { SubscribeURL: "https://evil.example/", Token: "1" }],
    ["UnsubscribeConfirmation", { SubscribeURL: "https://evil.example/", Token: "1" }],
  ])("that come as requests are taken nowhere: %s %j", async (Type, its) => {
    const mail = { messageId: "1", timestamp: now, tags: { subscriber: [one.subscriberId] } };
    const bounce = { eventType: "Bounce", mail, bounce: { bounceType: "Permanent" } };
    const Message = JSON.stringify(bounce);
    const body = JSON.stringify({ Type, TopicArn: topic, Message, Timestamp: now, ...its });
    const before = await everything();
    const headers = { "content-type": "text/plain", "x-amz-sns-message-type": Type };
    for (const path of new Set(made.site.routes.map((route) => route.path))) {
      const { status } = await made.site.request(path, { method: "POST", headers, body });
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
    expect(await everything()).toEqual(before);
  });
});

test("every address of the site is for everybody, or is tried above", () => {
  const forEverybody = [
    "GET /",
    "GET /style.",
    "GET /icon.svg",
    "GET /robots.txt",
    "GET /search",
    "GET /sources",
    "GET /readouts",
    "GET /subscribe",
    "POST /subscribe",
    // Mails a link; what it answers tells nothing (subscribing.test.ts, managing.test.ts).
    "POST /manage/link",
    "GET /feeds/:name",
  ];
  const routes = made.site.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  const tried = new Set(doors.map(({ route }) => route));
  const forgotten = routes.filter(
    (route) =>
      !tried.has(route) &&
      !forEverybody.some(
        (open) =>
          route === open ||
          (open !== "GET /" && route.startsWith(`${open}/`)) ||
          (open.endsWith(".") && route.startsWith(open)),
      ),
  );
  expect(forgotten).toEqual([]);
  expect([...tried].filter((route) => !routes.includes(route))).toEqual([]);
});
