import type { Log } from "../../lambda/runtime/log.ts";
import type { StateDirectory } from "../state.ts";
import type { LocalStack } from "../template/stack.ts";
import type { ServiceAnswer } from "./service-answer.ts";
import type { Topics } from "./topics.ts";

export interface MailService {
  /** The page with every mail sent, newest state and older runs'. */
  readonly inboxUrl: string;
  /** One SES call (Query protocol), as form fields. */
  call(fields: URLSearchParams): Promise<ServiceAnswer>;
  /** Mails accepted in all runs over this state. */
  count(): number;
  stop(): Promise<void>;
}

export async function startMail(_: {
  stack: LocalStack;
  state: StateDirectory;
  topics: Topics;
  /** 0: any free port. */
  port: number;
  now: () => Date;
  log: Log;
}): Promise<MailService> {
  throw new Error("not yet written");
}
