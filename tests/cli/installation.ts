import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runCommand } from "../../cli/run-command.ts";
import { type CapturesTable, capturesTable } from "../../lambda/archive/captures-table.ts";
import { type ServedSite, serveOnLoopback } from "../builders/loopback-site.ts";
import { aSite, type TestSite } from "../builders/site.ts";

/** A local service as the command line finds it: tables and site are real, queue and functions answer as told. */
export interface Installation {
  readonly site: TestSite;
  readonly captures: CapturesTable;
  /** The state folder with its `local.json`. */
  readonly state: string;
  /** Bodies of what was put into the capture queue. */
  readonly queued: readonly string[];
  /** Whether SES takes mails of the configuration set. */
  readonly sending: { isOn: boolean };
  /** What happens to a message of the capture queue. */
  onQueued: (body: string) => Promise<void>;
  /** What the poll function answers to an event. */
  onPoll: (event: unknown) => unknown;
  run(...args: readonly string[]): Promise<Ended>;
  json(...args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function anInstallation(): Promise<Installation> {
  const queued: string[] = [];
  let made: TestSite | null = null;
  const served: ServedSite = await serveOnLoopback(async (url) => {
    // The command line has the real time.
    const site = await aSite({ baseUrl: url, clock: { now: () => new Date().toISOString() } });
    made = site;
    return async (request, bindings) => await site.site.fetch(request, bindings);
  });
  if (made === null) throw new Error("the site was not made");
  const site: TestSite = made;
  const state = mkdtempSync(join(tmpdir(), "readouts-cli-"));
  const installation: Installation = {
    site,
    captures: capturesTable(site.tables.client, site.tables.captures),
    state,
    queued,
    sending: { isOn: true },
    onQueued: async () => await Promise.resolve(),
    onPoll: () => null,
    run: async (...args) => await run([...args, "--state", state]),
    json: async (...args) => {
      const { code, out, err } = await run([...args, "--json", "--state", state]);
      if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
      return JSON.parse(out);
    },
    stop: async () => {
      await gateway.stop();
      await served.stop();
      rmSync(state, { recursive: true });
    },
  };
  const gateway = await startGateway(installation, queued);
  const { tables } = site;
  writeFileSync(
    join(state, "local.json"),
    JSON.stringify({
      baseUrl: served.url,
      gatewayUrl: gateway.url,
      inboxUrl: "http://127.0.0.1:1/inbox",
      region: "us-east-1",
      resources: {
        BaseUrl: served.url,
        ReadoutsTable: tables.readouts,
        CapturesTable: tables.captures,
        SourcesTable: tables.sources,
        SubscriptionsTable: tables.subscriptions,
        AlertsTable: tables.alerts,
        CopiesTable: tables.copies,
        IndexTable: tables.index,
        WebhooksTable: tables.webhooks,
        SuppressionsTable: tables.suppressions,
        CountersTable: tables.counters,
        StandingQueriesTable: tables.standing,
        CaptureQueueUrl: `${gateway.url}/000000000000/capture.fifo`,
        RequestQueueUrl: `${gateway.url}/000000000000/request`,
        DeliveryQueueUrl: `${gateway.url}/000000000000/delivery`,
        ConfigurationSet: "Readouts",
        PollFunction: "Poll",
        Sender: "alerts@norrhaven.example",
      },
    }),
  );
  return installation;
}

export async function run(args: readonly string[]): Promise<Ended> {
  let out = "";
  let err = "";
  const code = await runCommand(args, {
    out: (written) => {
      out += written;
    },
    err: (written) => {
      err += written;
    },
  });
  return { code, out, err };
}

const noLimit =
  "<GetSendQuotaResponse><GetSendQuotaResult><Max24HourSend>-1</Max24HourSend><MaxSendRate>-1</MaxSendRate><SentLast24Hours>7</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>";

function answerOfSes(body: string, sending: { isOn: boolean }): string {
  const asked = new URLSearchParams(body);
  switch (asked.get("Action") ?? "") {
    case "DescribeConfigurationSet":
      return `<DescribeConfigurationSetResponse><DescribeConfigurationSetResult><ReputationOptions><SendingEnabled>${sending.isOn}</SendingEnabled></ReputationOptions></DescribeConfigurationSetResult></DescribeConfigurationSetResponse>`;
    case "UpdateConfigurationSetSendingEnabled":
      sending.isOn = asked.get("Enabled") === "true";
      return "<UpdateConfigurationSetSendingEnabledResponse><UpdateConfigurationSetSendingEnabledResult/></UpdateConfigurationSetSendingEnabledResponse>";
    default:
      return noLimit;
  }
}

/** One address for all of AWS, as local mode's gateway is. */
async function startGateway(
  installation: Installation,
  queued: string[],
): Promise<{ url: string; stop(): Promise<void> }> {
  const answer = async (request: IncomingMessage, body: string): Promise<unknown> => {
    const target = String(request.headers["x-amz-target"] ?? "");
    if (target.startsWith("DynamoDB_")) return await askDynamoDb(target, body);
    if (target === "AmazonSQS.SendMessageBatch") {
      const { Entries } = JSON.parse(body) as { Entries: { Id: string; MessageBody: string }[] };
      for (const { MessageBody } of Entries) {
        queued.push(MessageBody);
        await installation.onQueued(MessageBody);
      }
      const Successful = Entries.map(({ Id, MessageBody }) => {
        const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
        return { Id, MessageId: Id, MD5OfMessageBody };
      });
      return { Successful, Failed: [] };
    }
    return installation.onPoll(JSON.parse(body));
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      if (body.startsWith("Action=")) {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(answerOfSes(body, installation.sending));
        return;
      }
      const json = await answer(request, body);
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(json));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** DynamoDB Local keeps tables apart by the caller's key: ask it in the name of this run. */
async function askDynamoDb(target: string, body: string): Promise<unknown> {
  const { endpoint, credentials } = JSON.parse(process.env["READOUTS_TEST_DYNAMODB"] ?? "{}") as {
    endpoint: string;
    credentials: { accessKeyId: string };
  };
  const scope = `${credentials.accessKeyId}/20260302/us-east-1/dynamodb/aws4_request`;
  const response = await fetch(endpoint, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
  });
  return await response.json();
}
