import { text } from "node:stream/consumers";
import { Webhook as Verifier } from "standardwebhooks";
import {
  type AnnounceDeps,
  announceAlert,
} from "../../../lambda/alerts/webhooks/announce-alert.ts";
import {
  type DeliverWebhookDeps,
  deliverWebhook,
} from "../../../lambda/alerts/webhooks/deliver-webhook.ts";
import type { ManageWebhookDeps } from "../../../lambda/alerts/webhooks/manage-webhook.ts";
import { readSiteRequest } from "../../../lambda/alerts/requests/site-request.ts";
import {
  type TellDisabledDeps,
  tellWebhookDisabled,
} from "../../../lambda/alerts/requests/tell-webhook-disabled.ts";
import type { WebhookRequest } from "../../../lambda/alerts/webhooks/webhook-request.ts";
import { countersTable } from "../../../lambda/archive/counters-table.ts";
import { subscriptionsTable } from "../../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../../lambda/archive/suppressions-table.ts";
import { webhooksTable } from "../../../lambda/archive/webhooks-table.ts";
import type { Message } from "../../../lambda/outside/mailer.ts";
import { webhookSender } from "../../../lambda/outside/webhook-sender.ts";
import { systemChance } from "../../../lambda/runtime/chance.ts";
import { addMs } from "../../../lambda/runtime/instant.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { loopback } from "../../outside/loopback.ts";

export interface Received {
  readonly id: string;
  readonly event: { readonly type: string; readonly timestamp: string; readonly data: object };
  readonly at: string;
}

/** A receiver on this machine, and a queue that keeps to the virtual clock. */
export async function aReceivingDesk() {
  const tables = await emptiedTables();
  const queue: { readonly request: WebhookRequest; readonly at: string }[] = [];
  const received: Received[] = [];
  const desk = {
    now: "2026-03-02T09:00:00.000Z",
    status: 200,
    headers: {} as Record<string, string>,
    secret: "",
  };
  const clock = { now: () => desk.now };
  const server = await loopback((request, response) => {
    void text(request).then((body) => {
      const { "webhook-id": id, "webhook-timestamp": at } = request.headers;
      // The library looks at its own clock, which is not virtual.
      const signature = new Verifier(desk.secret).sign(
        String(id),
        new Date(Number(at) * 1000),
        body,
      );
      const given = String(request.headers["webhook-signature"]).split(" ");
      if (!given.includes(signature)) return response.writeHead(401).end();
      received.push({ id: String(id), event: JSON.parse(body) as Received["event"], at: desk.now });
      return response.writeHead(desk.status, desk.headers).end();
    });
  });
  const mails: Message[] = [];
  const deps: AnnounceDeps & DeliverWebhookDeps & ManageWebhookDeps & TellDisabledDeps = {
    clock,
    chance: systemChance,
    log: silentLog,
    subscriptions: subscriptionsTable(tables.client, tables.subscriptions),
    counters: countersTable(tables.client, tables.counters),
    webhooks: webhooksTable(tables.client, tables.webhooks),
    webhookQueue: {
      send: (requests) => {
        queue.push(...requests.map((request) => ({ request, at: desk.now })));
        return Promise.resolve();
      },
    },
    suppressions: suppressionsTable(tables.client, tables.suppressions),
    // As the queue would have it, but at once.
    requestQueue: {
      send: async (requests) => {
        for (const one of requests) {
          const read = readSiteRequest(JSON.stringify(one));
          if (read.kind === "webhook-disabled") await tellWebhookDisabled(read, deps);
        }
      },
    },
    mailer: {
      send: (message) => {
        mails.push(message);
        return Promise.resolve({ outcome: "sent", sesMessageId: `ses-${mails.length}` });
      },
    },
    linkSecrets: () => Promise.resolve({ current: "a secret of the tests", previous: null }),
    sender: webhookSender({
      userAgent: "Readouts",
      isLoopbackAllowed: true,
      clock,
      timeoutMs: 500,
    }),
    isLoopbackAllowed: true,
    baseUrl: "https://readouts.norrhaven.example",
  };
  return {
    suppressions: suppressionsTable(tables.client, tables.suppressions),
    desk,
    tables,
    deps,
    mails,
    received,
    queue,
    url: `${server.origin}/hook`,
    announce: async (alert: Parameters<typeof announceAlert>[0]) =>
      await announceAlert(alert, deps),
    /** Works the queue off until a time; what is put off comes back when it is due. @returns how each ended */
    workUntil: async (until: string): Promise<readonly string[]> => {
      const ends: string[] = [];
      for (;;) {
        const [next] = queue.toSorted((a, b) => a.at.localeCompare(b.at));
        if (next === undefined || next.at > until) break;
        queue.splice(queue.indexOf(next), 1);
        if (next.at > desk.now) desk.now = next.at;
        const done = await deliverWebhook(next.request, deps);
        ends.push(done.outcome);
        if (done.outcome === "later") {
          queue.push({ request: next.request, at: addMs(desk.now, done.inMs) });
        }
      }
      desk.now = until;
      return ends;
    },
    close: async () => await server.close(),
  };
}

export type ReceivingDesk = Awaited<ReturnType<typeof aReceivingDesk>>;
