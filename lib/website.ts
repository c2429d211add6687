import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { httpEnvironment, refusedDomainsFile } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import type { Limits } from "./limits.ts";
import type { Mail } from "./mail.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import { webhookTimeout } from "./webhooks.ts";
import { WorkQueue } from "./work-queue.ts";

/** Of the function that works off what the site was asked. */
export const requestTimeout = Duration.minutes(1);

export interface WebsiteProps {
  readonly archive: Archive;
  /** What search looks readouts up in. */
  readonly index: ITableV2;
  readonly limits: Limits;
  readonly mail: Mail;
  readonly sources: EnabledSources;
  /** Where people reach the site, if not at API Gateway's own address. */
  readonly baseUrl: string | null;
  /** A domain that API Gateway serves, with its certificate. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | null;
  /** Whether addresses such as info@ may sign up. */
  readonly roleAddresses: "accept" | "refuse";
  /** Domains that may not, one a line. */
  readonly refusedDomainsText: string;
  /** Webhooks may lead to this machine over http, in local mode. */
  readonly webhooksToLoopback: boolean;
  /** A sentence above every page. */
  readonly notice: string | null;
}

/** Pages and API: everything that people ask and do comes through here. */
export class Website extends Construct {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** What the domain's DNS record must point to; null without a domain. */
  readonly domainTarget: string | null;
  readonly apiId: string;
  readonly http: IFunction;
  /** What was asked and answered, for who works it off. */
  readonly requests: WorkQueue;
  /** Events for webhooks: tests, and what new alerts bring. */
  readonly webhooks: WorkQueue;

  constructor(scope: Construct, id: string, props: WebsiteProps) {
    super(scope, id);
    const { archive, index, limits, mail, sources } = props;
    this.requests = new WorkQueue(this, "Requests", {
      workerTimeout: requestTimeout,
      attempts: 5,
    });
    this.webhooks = new WorkQueue(this, "Webhooks", {
      workerTimeout: webhookTimeout,
      // Every attempt over a day, and every time that it came too early, counts.
      attempts: 40,
    });
    const api = new HttpApi(this, "Api", {
      createDefaultStage: false,
      description: "Pages and API of Readouts",
    });
    const domain = this.#domain(props.domain);
    this.domainTarget = domain?.regionalDomainName ?? null;
    const own = props.domain === null ? api.apiEndpoint : `https://${props.domain.name}`;
    this.baseUrl = props.baseUrl ?? own;

    const http = new ReadoutsFunction(this, "Http", {
      handler: "http",
      description: "Pages and API: readouts, search, sign-up, confirmation, unsubscription",
      // API Gateway waits no longer than 30 s.
      timeout: Duration.seconds(29),
      memorySize: 1024,
      files: [...sources.files, { path: refusedDomainsFile, text: props.refusedDomainsText }],
      environment: fill(httpEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        INDEX_TABLE: index.tableName,
        SOURCES_TABLE: archive.sources.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        COPIES_TABLE: archive.copies.tableName,
        SUPPRESSIONS_TABLE: archive.suppressions.tableName,
        COUNTERS_TABLE: limits.counters.tableName,
        REQUEST_QUEUE_URL: this.requests.queue.queueUrl,
        WEBHOOKS_TABLE: archive.webhooks.tableName,
        WEBHOOK_QUEUE_URL: this.webhooks.queue.queueUrl,
        WEBHOOKS_TO_LOOPBACK: props.webhooksToLoopback ? "yes" : "no",
        // Whoever names another address has put something before API Gateway.
        BEHIND_CDN: props.baseUrl === null ? "no" : "yes",
        ROLE_ADDRESSES: props.roleAddresses,
        SOURCES: sources.ids,
        NOTICE: props.notice,
        LINK_SECRET: mail.linkSecretName,
        BASE_URL: this.baseUrl,
      }),
    });
    allowTable(http, archive.readouts, "GetItem", "BatchGetItem", "Query");
    allowTable(http, index, "GetItem", "BatchGetItem", "Query");
    allowIndex(http, archive.readouts, "bySource", "byMonth");
    allowTable(http, archive.sources, "BatchGetItem");
    allowTable(http, archive.subscriptions, "GetItem", "Query", "PutItem", "DeleteItem");
    allowTable(http, archive.copies, "Query");
    allowTable(http, archive.alerts, "Query", "DeleteItem");
    allowTable(http, archive.suppressions, "GetItem", "PutItem");
    allowTable(http, limits.counters, "UpdateItem");
    allowTable(http, archive.webhooks, "GetItem", "Query", "PutItem", "DeleteItem");
    const { requests, webhooks } = this;
    allow(http, ["sqs:SendMessage"], requests.queue.queueArn, webhooks.queue.queueArn);
    mail.allowReadingLinkSecret(http);
    this.http = http;
    this.apiId = api.apiId;

    const route = new HttpRoute(this, "Route", {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration("Integration", http),
    });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "A public site; what changes something needs a signed link",
    });
    this.#stage(api, domain);
  }

  #domain(settings: WebsiteProps["domain"]): DomainName | null {
    if (settings === null) return null;
    const certificate = Certificate.fromCertificateArn(
      this,
      "Certificate",
      settings.certificateArn,
    );
    return new DomainName(this, "Domain", { domainName: settings.name, certificate });
  }

  #stage(httpApi: HttpApi, domainName: DomainName | null): void {
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi,
      stageName: "$default",
      autoDeploy: true,
      // Far above what readers need; a flood costs at most this.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        // Paths without their query, and no addresses: links carry tokens, and nobody is followed. Feeds' paths are
        // what lets one read them: to the operator, who can read the tables too.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: "$context.requestId",
            at: "$context.requestTime",
            method: "$context.httpMethod",
            path: "$context.path",
            status: "$context.status",
            latencyMs: "$context.responseLatency",
            integrationError: "$context.integrationErrorMessage",
          }),
        ),
      },
      ...(domainName === null ? {} : { domainMapping: { domainName } }),
    });
  }
}
