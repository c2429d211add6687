import { Duration, Validations } from "aws-cdk-lib";
import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface WorkQueueProps {
  /** Of the function that works on it. The queue hides a message for six times as long, as AWS advises. */
  readonly workerTimeout: Duration;
  /** How often a message is tried before it is put aside. */
  readonly attempts: number;
  /** In order, one at a time per message group. @default false */
  readonly fifo?: boolean;
  /** Where messages end that could not be handled. @default a queue of its own */
  readonly deadLetters?: IQueue;
}

/** A queue, and beside it the one where messages end that could not be handled. */
export class WorkQueue extends Construct {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const fifo = props.fifo === true ? { fifo: true } : {};
    this.deadLetters = props.deadLetters ?? deadLetterQueue(this, "DeadLetters", props);
    this.queue = new Queue(this, "Queue", {
      ...fifo,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * props.workerTimeout.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts },
    });
  }
}

/** Keeps what failed as long as SQS can, so that a person has time to look and to send it again. */
export function deadLetterQueue(
  scope: Construct,
  id: string,
  { fifo = false }: { readonly fifo?: boolean } = {},
): IQueue {
  const queue = new Queue(scope, id, {
    ...(fifo ? { fifo } : {}),
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "It is itself where dead letters end; an alarm tells of each",
  });
  return queue;
}
