import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  type SigningCertificates,
  signingCertificates,
} from "../alerts/feedback/signing-certificates.ts";
import { snsHome } from "../alerts/feedback/sns-home.ts";
import type { DeliveryQueue } from "../alerts/delivery/delivery-request.ts";
import type { RequestQueue } from "../alerts/requests/site-request.ts";
import { keyOfTheDay } from "../alerts/sending/signing-key.ts";
import { type Turns, turns } from "../alerts/sending/turns.ts";
import type { WebhookQueue } from "../alerts/webhooks/webhook-request.ts";
import { documentClient } from "../archive/document-client.ts";
import { sendingTable } from "../archive/sending-table.ts";
import { signingKeyItem } from "../archive/signing-key-item.ts";
import {
  captureDeduplicationId,
  captureGroup,
  type CaptureQueue,
} from "../ingest/capture-request.ts";
import type { Fetcher } from "../outside/fetcher.ts";
import { httpFetcher } from "../outside/http-fetcher.ts";
import type { Mailer } from "../outside/mailer.ts";
import { messageHiding, messageReturn, type ReceivedMessage } from "../outside/message-return.ts";
import { jsonQueue } from "../outside/queues.ts";
import {
  linkSecrets,
  type LinkSecretDeps,
  type LinkSecrets,
  signingSecret,
} from "../outside/link-secrets.ts";
import { parameterStore } from "../outside/parameter-store.ts";
import { sesMailer } from "../outside/ses-mailer.ts";
import { sesReputation } from "../outside/ses-reputation.ts";
import { sesSuppressionList, type SuppressionList } from "../outside/ses-suppression-list.ts";
import { sesQuota } from "../outside/ses-quota.ts";
import { type WebhookSender, webhookSender, webhookTimeoutMs } from "../outside/webhook-sender.ts";
import { systemChance } from "../runtime/chance.ts";
import { type Clock, systemClock, systemSleep } from "../runtime/clock.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { jsonLog, type Log } from "../runtime/log.ts";
import { remembered } from "../runtime/remembered.ts";
import { type AddressPolicy, readDomains } from "../subscriptions/address-policy.ts";
import type { SigningSecret } from "../subscriptions/signed-links.ts";
import { type Catalogue, readCatalogue } from "../sources/catalogue.ts";

import { refusedDomainsFile } from "./environments.ts";
import { usedUpMetric } from "./used-up-metric.ts";

/*
 * Makes what the use cases are given, once per cold start. One function per thing, so that a bundle
 * holds the clients of its own function alone. The clients find their endpoint, region and
 * credentials in the environment, in AWS and in local mode alike.
 */

/** An answer that takes longer than this is not coming; the SDK then tries again, three times in all. */
const requestHandler = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

/** What every use case is given. */
export const basics: { readonly clock: Clock; readonly log: Log } = {
  clock: systemClock,
  log: jsonLog,
};

export function assembleTables(): DynamoDBDocumentClient {
  return documentClient(new DynamoDBClient({ requestHandler }));
}

/**
 * Reads the sources that are on from the files beside the bundle.
 * @throws CatalogueError naming the file that is wrong
 */
export function assembleCatalogue(ids: readonly string[]): Catalogue {
  const folder = join(processEnvironment["LAMBDA_TASK_ROOT"] ?? ".", "sources");
  return readCatalogue(
    ids.map((id) => ({
      name: `${id}.json`,
      text: readFileSync(join(folder, `${id}.json`), "utf8"),
    })),
  );
}

export function assembleFetcher(environment: {
  readonly USER_AGENT: string;
  readonly OUTBOUND_PROXY: string | null;
}): Fetcher {
  const { USER_AGENT: userAgent, OUTBOUND_PROXY: proxyUrl } = environment;
  return httpFetcher({ userAgent, proxyUrl, clock: systemClock });
}

function queues(): SQSClient {
  // A queue's URL says which queue, and the environment where SQS is.
  return new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
}

export function assembleCaptureQueue(queueUrl: string): CaptureQueue {
  return jsonQueue(queues(), queueUrl, {
    group: captureGroup,
    deduplicationId: captureDeduplicationId,
  });
}

export function assembleMessageReturn(
  queueUrl: string,
): (message: ReceivedMessage) => Promise<void> {
  return messageReturn(queues(), queueUrl);
}

export function assembleDeliveryQueue(queueUrl: string): DeliveryQueue {
  return jsonQueue(queues(), queueUrl);
}

export function assembleWebhookQueue(queueUrl: string): WebhookQueue {
  return jsonQueue(queues(), queueUrl);
}

export function assembleMessageHiding(queueUrl: string): ReturnType<typeof messageHiding> {
  return messageHiding(queues(), queueUrl);
}

/**
 * Whether events may go to this machine over http: where the owner said so, and never in AWS, where this
 * machine's own addresses are Lambda's.
 */
export function isLoopbackAllowed(setting: string): boolean {
  return setting === "yes" && !isInAws();
}

/** Lambda sets this, and lets no function's own environment say otherwise. */
function isInAws(): boolean {
  return processEnvironment["AWS_LAMBDA_RUNTIME_API"] !== undefined;
}

/**
 * What SNS signs with. Where local mode plays SNS, it answers for the same pinned address as a proxy, at
 * the endpoint that it names to the SDK; in AWS no setting can come between.
 * @param topicArn ours
 */
export function assembleCertificates(topicArn: string): SigningCertificates {
  const { AWS_ENDPOINT_URL_SNS: ofSns, AWS_ENDPOINT_URL: ofAll } = processEnvironment;
  const proxyUrl = isInAws() ? null : (ofSns ?? ofAll ?? null);
  const options = { userAgent: "Readouts", proxyUrl, clock: systemClock, asksRobots: false };
  return signingCertificates(httpFetcher(options), snsHome(topicArn));
}

export function assembleWebhookSender(environment: {
  readonly USER_AGENT: string;
  readonly WEBHOOKS_TO_LOOPBACK: string;
}): WebhookSender {
  return webhookSender({
    userAgent: environment.USER_AGENT,
    isLoopbackAllowed: isLoopbackAllowed(environment.WEBHOOKS_TO_LOOPBACK),
    clock: systemClock,
    timeoutMs: webhookTimeoutMs,
  });
}

/** Reads the refused domains from the file beside the bundle. */
export function assembleAddressPolicy(roleAddresses: string): AddressPolicy {
  const path = join(processEnvironment["LAMBDA_TASK_ROOT"] ?? ".", refusedDomainsFile);
  return {
    refusedDomains: readDomains(existsSync(path) ? readFileSync(path, "utf8") : ""),
    roleAddresses: roleAddresses === "refuse" ? "refuse" : "accept",
  };
}

export function assembleRequestQueue(queueUrl: string): RequestQueue {
  return jsonQueue(queues(), queueUrl);
}

export function assembleLinkSecrets(name: string): () => Promise<LinkSecrets> {
  return linkSecrets(secretNamed(name), systemClock);
}

const secretNamed = (name: string): LinkSecretDeps => ({
  store: parameterStore(new SSMClient({ requestHandler }), name),
  makeSecret: () => Buffer.from(systemChance.bytes(secretBytes)).toString("base64url"),
});

/** As many as HMAC-SHA-256 has use for (RFC 2104, section 3). */
const secretBytes = 32;

export function assembleReputation(configurationSet: string): ReturnType<typeof sesReputation> {
  return sesReputation(new SESClient({ requestHandler }), configurationSet);
}

export function assembleSuppressionList(): SuppressionList {
  return sesSuppressionList(new SESv2Client({ requestHandler }));
}

/** When mails may be sent; the account's quota is known to all senders by the table. */
export function assembleTurns(tables: DynamoDBDocumentClient, countersTable: string): Turns {
  return turns({
    ...basics,
    sending: sendingTable(tables, countersTable),
    askQuota: sesQuota(new SESClient({ requestHandler, maxAttempts: 1 })),
    sleep: systemSleep,
    tellUsedUp: (at) => process.stdout.write(`${usedUpMetric(at)}\n`),
  });
}

/** What sends mails, and what signs the links in them: a key of the day, asked for once an hour by a process. */
export function assembleMail(
  environment: {
    readonly SENDER: string;
    readonly CONFIGURATION_SET: string;
    readonly LINK_SECRET: string;
    readonly COUNTERS_TABLE: string;
  },
  tables: DynamoDBDocumentClient,
): { readonly mailer: Mailer; readonly linkSecrets: () => Promise<SigningSecret> } {
  const { SENDER: sender, CONFIGURATION_SET: configurationSet } = environment;
  // SES gives no idempotency: a second try after an unclear answer could be a second mail.
  const client = new SESClient({ requestHandler, maxAttempts: 1 });
  const secret = { ...secretNamed(environment.LINK_SECRET), sleep: systemSleep, log: basics.log };
  const deps = {
    clock: systemClock,
    signingKey: signingKeyItem(tables, environment.COUNTERS_TABLE),
    readSecret: async () => await signingSecret(secret),
  };
  return {
    mailer: sesMailer({ client, sender, configurationSet, clock: systemClock }),
    linkSecrets: remembered(keyIsKeptForMs, systemClock, async () => await keyOfTheDay(deps)),
  };
}

const keyIsKeptForMs = 60 * 60 * 1000;
