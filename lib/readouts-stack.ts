import { Annotations, CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Alerting } from "./alerting.ts";
import { Archive } from "./archive.ts";
import { type Config, readRefusedDomains } from "./config.ts";
import { readEnabledSources } from "./enabled-sources.ts";
import { Feedback } from "./feedback.ts";
import { Indexing } from "./indexing.ts";
import { Ingestion } from "./ingestion.ts";
import { Limits } from "./limits.ts";
import { Mail } from "./mail.ts";
import { Monitoring } from "./monitoring.ts";
import { Requests } from "./requests.ts";
import { OutcomeWatch } from "./outcome-watch.ts";
import { SearchTable } from "./search-table.ts";
import { SourceWatch } from "./source-watch.ts";
import { Webhooks } from "./webhooks.ts";
import { requestTimeout, Website } from "./website.ts";

export interface ReadoutsStackProps extends StackProps {
  readonly config: Config;
  /** Of this software, for the User-Agent. */
  readonly version: string;
}

/** Puts the capabilities together, and tells the outside where things are. */
export class ReadoutsStack extends Stack {
  constructor(scope: Construct, id: string, { config, version, ...props }: ReadoutsStackProps) {
    super(scope, id, props);
    const sources = readEnabledSources(config.catalogue, config.sources);
    const archive = new Archive(this, "Archive");
    const { index } = new SearchTable(this, "Search");
    const mail = new Mail(this, "Mail", {
      sender: config.sender,
      senderName: config.senderName,
      identity: config.senderIdentity,
    });
    const limits = new Limits(this, "Limits");
    const website = new Website(this, "Website", {
      ...config,
      refusedDomainsText: readRefusedDomains(config),
      archive,
      index,
      limits,
      mail,
      sources,
    });
    const userAgent = `Readouts/${version} (+${config.contact ?? config.sender})`;
    const ingestion = new Ingestion(this, "Ingestion", {
      archive,
      sources,
      userAgent,
      outboundProxy: config.outboundProxy,
    });
    const { schedules } = ingestion;
    const { baseUrl, requests: queue } = website;
    const timeout = requestTimeout;
    new Requests(this, "Requests", {
      archive,
      index,
      limits,
      mail,
      sources,
      queue,
      timeout,
      baseUrl,
    });
    const alerting = new Alerting(this, "Alerting", {
      archive,
      limits,
      mail,
      sources,
      baseUrl,
      schedules,
    });
    const webhooks = new Webhooks(this, "Webhooks", {
      archive,
      queue: website.webhooks,
      requests: website.requests,
      userAgent,
      baseUrl,
      toLoopback: config.webhooksToLoopback,
    });
    const { alarmAddress } = config;
    new Monitoring(this, "Monitoring", {
      ingestion,
      alerting,
      indexing: new Indexing(this, "Indexing", { archive, index, schedules }),
      website,
      webhooks,
      feedback: new Feedback(this, "Feedback", { archive, mail }),
      outcomeWatch: new OutcomeWatch(this, "Outcomes", { archive, mail, schedules }),
      sourceWatch: new SourceWatch(this, "Sources", { archive, sources, schedules }),
      alarmAddress,
    });

    this.#output({
      BaseUrl: baseUrl,
      ReadoutsTable: archive.readouts.tableName,
      CapturesTable: archive.captures.tableName,
      SourcesTable: archive.sources.tableName,
      SubscriptionsTable: archive.subscriptions.tableName,
      AlertsTable: archive.alerts.tableName,
      IndexTable: index.tableName,
      CopiesTable: archive.copies.tableName,
      SuppressionsTable: archive.suppressions.tableName,
      CountersTable: limits.counters.tableName,
      StandingQueriesTable: alerting.standing.table.tableName,
      WebhooksTable: archive.webhooks.tableName,
      CaptureQueueUrl: ingestion.captures.queue.queueUrl,
      RequestQueueUrl: queue.queue.queueUrl,
      DeliveryQueueUrl: alerting.deliveries.queue.queueUrl,
      PollFunction: ingestion.poll.functionName,
      LinkSecretName: mail.linkSecretName,
      Sender: mail.sender,
      ConfigurationSet: mail.configurationSetName,
      ...(website.domainTarget === null ? {} : { DomainTarget: website.domainTarget }),
      ...Object.fromEntries(
        mail.dkimRecords.map(({ name, value }, i) => [
          `DkimRecord${i + 1}`,
          `${name} CNAME ${value}`,
        ]),
      ),
    });
    this.#warn(config);
  }

  #output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }

  #warn({ sender, alarmAddress }: Config): void {
    const warn = (id: string, text: string): void =>
      Annotations.of(this).addWarningV2(`readouts:${id}`, `${text} See docs/configuration.md.`);
    if (sender.endsWith(".example")) {
      warn("sender", `No mail can be sent from ${sender}: set "sender" before deploying.`);
    }
    if (alarmAddress === null) warn("alarm-address", 'Alarms tell nobody: set "alarmAddress".');
  }
}
