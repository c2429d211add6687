import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";

/** SDK clients that call the gateway in somebody's name: a function's logical id, or an operator. */
export interface Callers {
  sqs(caller: string): SQSClient;
  streams(caller: string): DynamoDBStreamsClient;
  stop(): void;
}

/** What an SDK client needs in order to call the gateway as `caller`. */
export function clientSettings(gatewayUrl: string, caller: string) {
  return {
    endpoint: gatewayUrl,
    region: "us-east-1",
    credentials: { accessKeyId: caller, secretAccessKey: "local" },
    maxAttempts: 2,
  };
}

export function makeCallers(gatewayUrl: string): Callers {
  const sqs = new Map<string, SQSClient>();
  const streams = new Map<string, DynamoDBStreamsClient>();
  return {
    sqs: (caller) => once(sqs, caller, () => new SQSClient(clientSettings(gatewayUrl, caller))),
    streams: (caller) =>
      once(streams, caller, () => new DynamoDBStreamsClient(clientSettings(gatewayUrl, caller))),
    stop: () => {
      for (const client of [...sqs.values(), ...streams.values()]) client.destroy();
    },
  };
}

function once<T>(made: Map<string, T>, caller: string, make: () => T): T {
  const client = made.get(caller) ?? make();
  made.set(caller, client);
  return client;
}
