import { Alarm, ComparisonOperator } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  type AlarmRule,
  alertsUntold,
  anyWaits,
  reputationFalls,
  type Scheduled,
  schedulesFail,
  schedulesIdle,
  sourcesSilent,
  websiteFails,
} from "./alarm-rules.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import type { Alerting } from "./alerting.ts";
import type { Feedback } from "./feedback.ts";
import type { Indexing } from "./indexing.ts";
import type { Ingestion } from "./ingestion.ts";
import type { OutcomeWatch } from "./outcome-watch.ts";
import type { SourceWatch } from "./source-watch.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Website } from "./website.ts";

export interface MonitoringProps {
  readonly ingestion: Ingestion;
  readonly alerting: Alerting;
  readonly indexing: Indexing;
  readonly website: Website;
  readonly webhooks: Webhooks;
  readonly feedback: Feedback;
  readonly sourceWatch: SourceWatch;
  readonly outcomeWatch: OutcomeWatch;
  /** Who is told; null: the alarms stand, but nobody is. */
  readonly alarmAddress: string | null;
}

/** Functions that run once an hour. */
const hourly: ReadonlySet<string> = new Set(["watch", "standing", "allIsWell"]);

/** A dozen alarms, each with its paragraph in docs/runbook.md: CloudWatch is most of an idle bill. */
export class Monitoring extends Construct {
  readonly #alarms: AlarmTopic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.#alarms = new AlarmTopic(this, "Topic", { address: props.alarmAddress });
    const {
      ingestion,
      alerting,
      indexing,
      website,
      webhooks,
      feedback,
      outcomeWatch,
      sourceWatch,
    } = props;
    this.#deadLetters("CapturesGivenUp", "Captures were given up", ingestion.captures.deadLetters);
    this.#deadLetters(
      "DeliveriesGivenUp",
      "Mails or events for webhooks were given up",
      alerting.deliveries.deadLetters,
      website.requests.deadLetters,
      website.webhooks.deadLetters,
      webhooks.unannounced,
    );
    this.#deadLetters(
      "RevisionsUnmatched",
      "Revisions were not matched, or not indexed",
      alerting.unmatched,
      indexing.unindexed,
    );
    this.#deadLetters("SendsUnrecorded", "SES's events were not recorded", feedback.unrecorded);
    this.#deadLetters(
      "SchedulesUndelivered",
      "Schedules could not call",
      ingestion.schedules.deadLetters,
    );
    const { poll, recheck } = ingestion;
    this.#schedules({
      poll,
      recheck,
      digest: alerting.digest,
      compact: indexing.compact,
      outcomes: outcomeWatch.outcomes,
      watch: sourceWatch.watch,
      standing: alerting.standing.keep,
      allIsWell: alerting.quietMonths.allIsWell,
    });
    this.#alarm("SourcesSilent", "A source has gone silent", sourcesSilent());
    this.#alarm(
      "AlertsUntold",
      "Alerts did not go out within an hour, or the day's quota is used up",
      alertsUntold(),
    );
    this.#alarm("WebsiteFails", "Pages end in errors", websiteFails(website.apiId));
    this.#alarm(
      "ComplaintRate",
      "Too many mails are taken for spam; SES pauses an account at 0.5 %",
      reputationFalls("Reputation.ComplaintRate", 0.001),
    );
    this.#alarm(
      "BounceRate",
      "Too many mails bounce; SES pauses an account at 10 %",
      reputationFalls("Reputation.BounceRate", 0.05),
    );
  }

  #deadLetters(id: string, what: string, ...queues: readonly [IQueue, ...IQueue[]]): void {
    this.#alarm(id, what, anyWaits(queues));
  }

  #schedules(all: Scheduled): void {
    const which = "poll, recheck, digest, compact, outcomes, watch, standing or all-is-well";
    this.#alarm("SchedulesFail", `${which} fails again and again`, schedulesFail(all, hourly));
    this.#alarm("SchedulesIdle", `${which} did not run`, schedulesIdle(all));
  }

  #alarm(id: string, what: string, rule: AlarmRule): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${what}. What to do: docs/runbook.md#${id.toLowerCase()}`,
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: rule.missing,
    });
    this.#alarms.tellOf(alarm);
  }
}
