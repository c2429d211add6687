import { randomUUID } from "node:crypto";
import type { Log } from "../../lambda/runtime/log.ts";
import type { StateDirectory } from "../state.ts";
import type { LocalStack, MailSettings } from "../template/stack.ts";
import { startInbox } from "./inbox.ts";
import { type AcceptedMail, openMailStore } from "./mail-store.ts";
import { type ServiceAnswer, xmlAnswer, xmlError } from "./service-answer.ts";
import { bareAddress, sendEvent, simulatedEvent } from "./ses-events.ts";
import { type SuppressedAddresses, suppressedAddresses } from "./suppressed-addresses.ts";
import type { Topics } from "./topics.ts";

export interface MailService {
  /** The page with every mail sent, this run's and older ones'. */
  readonly inboxUrl: string;
  /** One SES call (Query protocol), as form fields. */
  call(fields: URLSearchParams): Promise<ServiceAnswer>;
  readonly suppressionList: SuppressedAddresses;
  /** Mails accepted in all runs over this state. */
  count(): number;
  stop(): Promise<void>;
}

/** So many of older runs' mails are shown again. */
const shownAgain = 1000;

/**
 * SES: takes mails, keeps each as a file before anything else is done with it, shows it in the
 * inbox, and publishes the Send event at least once, also for a mail whose run was cut short.
 * @param port of the inbox; 0: any free one
 */
export async function startMail({
  stack,
  state,
  topics,
  port,
  now,
  log,
}: {
  stack: LocalStack;
  state: StateDirectory;
  topics: Topics;
  port: number;
  now: () => Date;
  log: Log;
}): Promise<MailService> {
  const store = openMailStore(state.mails);
  const inbox = await startInbox(port);
  const suppressionList = suppressedAddresses(now().toISOString());

  const tell = async (number: number, mail: AcceptedMail, mime: Buffer): Promise<void> => {
    const simulated = await simulatedEvent(mail, mime, suppressionList);
    const sent = { kind: "Send", event: await sendEvent(mail, mime) };
    for (const { kind, event } of simulated === null ? [sent] : [sent, simulated]) {
      const message = JSON.stringify(event);
      const subject = "Amazon SES Email Event Notification";
      for (const { configurationSet, enabled, events, topicArn } of stack.mail.eventDestinations) {
        if (!enabled || configurationSet !== mail.configurationSet || !events.includes(kind))
          continue;
        await topics.publish({ topicArn, subject, message, attributes: {} });
      }
    }
    store.told(number);
  };
  for (const number of store.numbers()) {
    const { mail, mime, isTold } = store.read(number);
    if (number > (store.numbers().at(-1) ?? 0) - shownAgain) await inbox.show(mail, mime);
    if (!isTold) await tell(number, mail, mime);
  }
  return {
    inboxUrl: inbox.url,
    suppressionList,
    call: async (fields) => {
      const told = accountAnswer(fields);
      if (told !== null) return told;
      const problem = refusal(fields, stack.mail);
      if (problem !== null) return problem;
      const mail = readMail(fields, now());
      const mime = Buffer.from(fields.get("RawMessage.Data") ?? "", "base64");
      const number = store.add(mail, mime);
      try {
        await inbox.show(mail, mime);
        await tell(number, mail, mime);
      } catch (error) {
        // The mail is accepted, as with SES; its event follows at the next start.
        log.error("a mail was taken, but not shown or told of", { number }, error);
      }
      return xmlAnswer(
        200,
        `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${mail.messageId}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
      );
    },
    count: () => store.numbers().length,
    stop: async () => await inbox.stop(),
  };
}

function readMail(fields: URLSearchParams, now: Date): AcceptedMail {
  const names = members(fields, /^Tags\.member\.\d+\.Name$/);
  const values = members(fields, /^Tags\.member\.\d+\.Value$/);
  return {
    messageId: `0100${randomUUID()}-000000`,
    acceptedAt: now.toISOString(),
    source: fields.get("Source") ?? "",
    destinations: [...members(fields, /^Destinations\.member\.\d+$/)],
    configurationSet: fields.get("ConfigurationSetName"),
    tags: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""])),
  };
}

/** What is asked about the account: on one machine nothing is limited, nothing counted, and nothing paused. */
function accountAnswer(fields: URLSearchParams): ServiceAnswer | null {
  const action = fields.get("Action") ?? "";
  const results: Readonly<Record<string, string>> = {
    GetSendStatistics: "<SendDataPoints/>",
    GetSendQuota:
      "<Max24HourSend>-1</Max24HourSend><MaxSendRate>-1</MaxSendRate><SentLast24Hours>0</SentLast24Hours>",
    DescribeConfigurationSet: `<ConfigurationSet><Name>${fields.get("ConfigurationSetName") ?? ""}</Name></ConfigurationSet><ReputationOptions><SendingEnabled>true</SendingEnabled></ReputationOptions>`,
  };
  const result = results[action];
  return result === undefined
    ? null
    : xmlAnswer(
        200,
        `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result></${action}Response>`,
      );
}

/** Lists come as fields with rising numbers in their names. */
function members(fields: URLSearchParams, pattern: RegExp): readonly string[] {
  return [...fields].filter(([name]) => pattern.test(name)).map(([, value]) => value);
}

/** What SES refuses before it takes a mail. @returns null for a good one */
function refusal(fields: URLSearchParams, settings: MailSettings): ServiceAnswer | null {
  const action = fields.get("Action") ?? "";
  if (action !== "SendRawEmail") {
    return xmlError(400, "InvalidAction", `local mode does not know ${action} of SES`);
  }
  const source = bareAddress(fields.get("Source") ?? "").toLowerCase();
  const verified = settings.identities.map((identity) => identity.toLowerCase());
  // A stack without identities of its own uses one that was verified by hand.
  if (
    verified.length > 0 &&
    !identitiesOf(source).some((identity) => verified.includes(identity))
  ) {
    return xmlError(
      400,
      "MessageRejected",
      `Email address is not verified. The following identities failed the check in region US-EAST-1: ${source}`,
    );
  }
  const set = fields.get("ConfigurationSetName");
  if (set !== null && !settings.configurationSets.includes(set)) {
    return xmlError(
      400,
      "ConfigurationSetDoesNotExist",
      `Configuration set <${set}> does not exist.`,
    );
  }
  if (members(fields, /^Destinations\.member\.\d+$/).length === 0) {
    return xmlError(
      400,
      "InvalidParameterValue",
      "Missing destinations: local mode reads no To header",
    );
  }
  return null;
}

/** The identities which may vouch for an address: itself, its domain, and the domains above. */
export function identitiesOf(address: string): readonly string[] {
  const labels = (address.split("@")[1] ?? "").split(".");
  return [address, ...labels.map((_, i) => labels.slice(i).join("."))];
}
