import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as v from "valibot";
import { ConfigError, nearest } from "./config-error.ts";

const address = v.pipe(v.string(), v.email("must be an email address"));
const url = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[^/\s?#]+$/,
    "must be an https address without a path, such as https://readouts.example.org",
  ),
);

const domainEntries = {
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a host name")),
  certificateArn: v.pipe(v.string(), v.startsWith("arn:", "must be a certificate's ARN")),
};

const entries = {
  sender: v.optional(address, "alerts@readouts.example"),
  senderName: v.optional(
    v.pipe(v.string(), v.regex(/^[^<>"\r\n]*$/, "must not hold <, > or quotes")),
    "Readouts",
  ),
  senderIdentity: v.optional(v.picklist(["domain", "address"]), "domain"),
  baseUrl: v.optional(v.nullable(url), null),
  domain: v.optional(v.nullable(v.object(domainEntries)), null),
  contact: v.optional(v.nullable(v.pipe(v.string(), v.nonEmpty("must not be empty"))), null),
  alarmAddress: v.optional(v.nullable(address), null),
  sources: v.optional(
    v.union(
      [v.picklist(["watched", "all"]), v.array(v.string())],
      'must be "watched", "all" or a list of ids',
    ),
    "watched",
  ),
  catalogue: v.optional(v.string(), "sources"),
  outboundProxy: v.optional(
    v.nullable(v.pipe(v.string(), v.url("must be the URL of an HTTP proxy"))),
    null,
  ),
  roleAddresses: v.optional(
    v.picklist(["accept", "refuse"], 'must be "accept" or "refuse"'),
    "accept",
  ),
  refusedDomains: v.optional(v.nullable(v.string("must be a file's name")), null),
  webhooksToLoopback: v.optional(v.boolean("must be true or false"), false),
  notice: v.optional(v.nullable(v.string()), null),
};
const schema = v.object(entries);

/** What the owner of an installation may set; docs/configuration.md explains each key. */
export type Config = v.InferOutput<typeof schema>;

/**
 * @param value as parsed from the file
 * @param where the file's name, for the message
 * @throws ConfigError naming the key, what is wrong with it, and the nearest right key
 */
export function parseConfig(value: unknown, where: string): Config {
  if (!isRecord(value)) throw new ConfigError(`${where} cannot be used: it must be a JSON object`);
  const result = v.safeParse(schema, value);
  const domain = value["domain"];
  const complaints = [
    ...unknownKeys(value, Object.keys(entries), ""),
    ...(isRecord(domain) ? unknownKeys(domain, Object.keys(domainEntries), "domain.") : []),
    ...(result.success ? [] : result.issues.map(sentence)),
    ...(isRecord(domain) && typeof value["baseUrl"] === "string"
      ? ["baseUrl and domain: set one of them, not both"]
      : []),
  ];
  if (!result.success || complaints.length > 0) {
    throw new ConfigError([`${where} cannot be used:`, ...complaints].join("\n  "));
  }
  return result.output;
}

/**
 * Reads the owner's file; without one, the defaults.
 * @param path an absolute path
 * @param mustExist the owner named it
 * @returns paths in it made absolute
 */
export function readConfig(path: string, mustExist: boolean): Config {
  if (!existsSync(path) && mustExist) throw new ConfigError(`${path} is not there`);
  const config = existsSync(path) ? parseConfig(parseJson(path), path) : parseConfig({}, path);
  const { catalogue, refusedDomains } = config;
  return {
    ...config,
    catalogue: resolve(dirname(path), catalogue),
    refusedDomains: refusedDomains === null ? null : resolve(dirname(path), refusedDomains),
  };
}

/** @throws ConfigError where the owner's file is not there */
export function readRefusedDomains({ refusedDomains }: Config): string {
  if (refusedDomains === null) return "";
  if (!existsSync(refusedDomains)) {
    throw new ConfigError(`refusedDomains: ${refusedDomains} is not there`);
  }
  return readFileSync(refusedDomains, "utf8");
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownKeys(value: object, known: readonly string[], path: string): readonly string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${path}${key}: there is no such key${nearest(key, known)}`);
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue) ?? "the file";
  if (issue.received === "undefined") return `${key}: is missing`;
  const said = issue.message.startsWith("Invalid ") ? `must be ${issue.expected}` : issue.message;
  return `${key}: ${said}, but is ${JSON.stringify(issue.input)}`;
}
