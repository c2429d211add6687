import { environment, list, optionalText, text } from "../runtime/environment.ts";

/**
 * What each function is told by the stack: `lib/` fills these, the handlers read them.
 * `SOURCES` are the ids of the catalogue's enabled sources; `OUTBOUND_PROXY` may be empty, and then
 * the press offices are asked directly.
 */
const fetching = { USER_AGENT: text, OUTBOUND_PROXY: optionalText };
const mailing = {
  SENDER: text,
  CONFIGURATION_SET: text,
  /** The name of the parameter that signs links. */
  LINK_SECRET: text,
  BASE_URL: text,
};

export const pollEnvironment = environment({
  SOURCES_TABLE: text,
  CAPTURES_TABLE: text,
  CAPTURE_QUEUE_URL: text,
  SOURCES: list,
  ...fetching,
});

export const captureEnvironment = environment({
  READOUTS_TABLE: text,
  CAPTURES_TABLE: text,
  CAPTURE_QUEUE_URL: text,
  SOURCES: list,
  ...fetching,
});

export const recheckEnvironment = environment({
  READOUTS_TABLE: text,
  CAPTURE_QUEUE_URL: text,
});

export const standingEnvironment = environment({
  READOUTS_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  STANDING_QUERIES_TABLE: text,
  QUERY_CODE: text,
});

export const matchEnvironment = environment({
  READOUTS_TABLE: text,
  COPIES_TABLE: text,
  SOURCES: list,
  SUBSCRIPTIONS_TABLE: text,
  STANDING_QUERIES_TABLE: text,
  QUERY_CODE: text,
  ALERTS_TABLE: text,
  DELIVERY_QUEUE_URL: text,
});

/** Who keeps the search index in step with the archive. */
export const indexEnvironment = environment({ READOUTS_TABLE: text, INDEX_TABLE: text });

export const outcomesEnvironment = environment({
  READOUTS_TABLE: text,
  COPIES_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  ALERTS_TABLE: text,
  CONFIGURATION_SET: text,
});

export const digestEnvironment = environment({
  ALERTS_TABLE: text,
  DELIVERY_QUEUE_URL: text,
  DIGEST_QUEUE_URL: text,
});

export const allIsWellEnvironment = environment({
  SUBSCRIPTIONS_TABLE: text,
  ALERTS_TABLE: text,
  DIGEST_QUEUE_URL: text,
});

export const deliverEnvironment = environment({
  READOUTS_TABLE: text,
  SOURCES_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  ALERTS_TABLE: text,
  SUPPRESSIONS_TABLE: text,
  COUNTERS_TABLE: text,
  DELIVERY_QUEUE_URL: text,
  DIGEST_QUEUE_URL: text,
  SOURCES: list,
  ...mailing,
});

/** New alerts, for those who are told by webhook. */
export const announceEnvironment = environment({
  SUBSCRIPTIONS_TABLE: text,
  WEBHOOKS_TABLE: text,
  WEBHOOK_QUEUE_URL: text,
});

export const webhookEnvironment = environment({
  SUBSCRIPTIONS_TABLE: text,
  WEBHOOKS_TABLE: text,
  WEBHOOK_QUEUE_URL: text,
  REQUEST_QUEUE_URL: text,
  USER_AGENT: text,
  /** `yes` or `no`: whether events may go to this machine over http. */
  WEBHOOKS_TO_LOOPBACK: text,
  BASE_URL: text,
});

export const feedbackEnvironment = environment({
  ALERTS_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  SUPPRESSIONS_TABLE: text,
  WEBHOOKS_TABLE: text,
  /** The ARN of the one topic that is listened to. */
  EVENTS_TOPIC: text,
});

/** The owner's list of mail domains that are not mailed to, beside the bundle of `http`. */
export const refusedDomainsFile = "refused-domains.txt";

export const httpEnvironment = environment({
  READOUTS_TABLE: text,
  INDEX_TABLE: text,
  COPIES_TABLE: text,
  SOURCES_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  ALERTS_TABLE: text,
  SUPPRESSIONS_TABLE: text,
  COUNTERS_TABLE: text,
  REQUEST_QUEUE_URL: text,
  WEBHOOKS_TABLE: text,
  WEBHOOK_QUEUE_URL: text,
  /** `yes` or `no`: whether events may go to this machine over http. */
  WEBHOOKS_TO_LOOPBACK: text,
  /** `yes` or `no`. */
  BEHIND_CDN: text,
  /** `accept` or `refuse`. */
  ROLE_ADDRESSES: text,
  SOURCES: list,
  /** A sentence above every page; empty: none. */
  NOTICE: optionalText,
  /** The name of the parameter that signs links. */
  LINK_SECRET: text,
  BASE_URL: text,
});

/** What follows the site's answers. */
export const requestEnvironment = environment({
  READOUTS_TABLE: text,
  INDEX_TABLE: text,
  SUBSCRIPTIONS_TABLE: text,
  SUPPRESSIONS_TABLE: text,
  COUNTERS_TABLE: text,
  WEBHOOKS_TABLE: text,
  REQUEST_QUEUE_URL: text,
  SOURCES: list,
  ...mailing,
});

export const watchEnvironment = environment({ SOURCES_TABLE: text, SOURCES: list });
