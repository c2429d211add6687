import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import { documentClient } from "../lambda/archive/document-client.ts";
import type { Catalogue } from "../lambda/sources/catalogue.ts";
import { projectCatalogue } from "./project-catalogue.ts";
import { UserError } from "./user-error.ts";

/** Which installation a command speaks to. */
export interface Where {
  /** A deployed stack's name; null: the one on this machine. */
  readonly stack: string | null;
  /** The local one's state folder. */
  readonly state: string;
}

/** A running installation: the same SDK calls, wherever it is. */
export interface Connection {
  readonly isLocal: boolean;
  readonly baseUrl: string;
  /** Where the local one's mails lie; null for a deployed one, which really sends them. */
  readonly inboxUrl: string | null;
  /** The stack's outputs, by name. */
  readonly output: (name: string) => string;
  readonly catalogue: Catalogue;
  readonly tables: DynamoDBDocumentClient;
  readonly queues: SQSClient;
  readonly functions: LambdaClient;
  readonly mail: SESClient;
  /** What version 1 of SES does not tell; local mode has none of it. */
  readonly mailAccount: SESv2Client;
}

const localFile = v.object({
  baseUrl: v.string(),
  gatewayUrl: v.string(),
  inboxUrl: v.string(),
  region: v.string(),
  resources: v.record(v.string(), v.string()),
});

/** @throws UserError where there is nothing to speak to */
export async function connect(where: Where): Promise<Connection> {
  return where.stack === null ? connectLocal(where.state) : await connectStack(where.stack);
}

function connectLocal(state: string): Connection {
  const candidates = [
    join(resolve(state), "local.json"),
    join(resolve(state), "sample", "local.json"),
  ];
  const path = candidates.find((one) => existsSync(one));
  if (path === undefined) {
    throw new UserError(
      `There is no local service in ${resolve(state)}: start it with npm start, or name a deployed stack with --stack NAME.`,
    );
  }
  const local = readLocalFile(path);
  const settings = {
    endpoint: local.gatewayUrl,
    region: local.region,
    // The gateway knows its callers by this id; the operator at the keyboard may do everything.
    credentials: { accessKeyId: "cli", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  return connection(local.resources, settings, local.inboxUrl);
}

function readLocalFile(path: string): v.InferOutput<typeof localFile> {
  try {
    return v.parse(localFile, JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new UserError(
      `${path} cannot be read (${error instanceof Error ? error.message : String(error)}): start the local service again with npm start.`,
    );
  }
}

async function connectStack(name: string): Promise<Connection> {
  const answer = await new CloudFormationClient().send(
    new DescribeStacksCommand({ StackName: name }),
  );
  const outputs = answer.Stacks?.[0]?.Outputs ?? [];
  const resources = Object.fromEntries(
    outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]),
  );
  return connection(resources, {}, null);
}

/** What every client of AWS is told; nothing: it finds the user's own region and credentials. */
interface ClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts?: number;
}

function connection(
  resources: Readonly<Record<string, string>>,
  settings: ClientSettings,
  inboxUrl: string | null,
): Connection {
  const output = (name: string): string => {
    const value = resources[name];
    if (value === undefined) {
      throw new UserError(
        `The stack has no output ${name}: is it a stack of Readouts, and up to date?`,
      );
    }
    return value;
  };
  return {
    isLocal: inboxUrl !== null,
    inboxUrl,
    baseUrl: output("BaseUrl"),
    output,
    catalogue: projectCatalogue(),
    tables: documentClient(new DynamoDBClient(settings)),
    queues: new SQSClient(settings),
    functions: new LambdaClient(settings),
    mail: new SESClient(settings),
    mailAccount: new SESv2Client(settings),
  };
}
