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

const entries = {
  sender: v.optional(address, "alerts@readouts.example"),
  senderIdentity: v.optional(v.picklist(["domain", "address"]), "domain"),
  baseUrl: v.optional(v.nullable(url), null),
  domain: v.optional(
    v.nullable(
      v.strictObject({
        name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a host name")),
        certificateArn: v.pipe(v.string(), v.startsWith("arn:", "must be a certificate's ARN")),
      }),
    ),
    null,
  ),
  contact: v.optional(v.nullable(v.pipe(v.string(), v.nonEmpty("must not be empty"))), null),
  alarmAddress: v.optional(v.nullable(address), null),
  sources: v.optional(
    v.union([v.literal("all"), v.array(v.string())], 'must be "all" or a list of ids'),
    "all",
  ),
  catalogue: v.optional(v.string(), "sources"),
  outboundProxy: v.optional(
    v.nullable(v.pipe(v.string(), v.url("must be the URL of an HTTP proxy"))),
    null,
  ),
  notice: v.optional(v.nullable(v.string()), null),
};
const schema = v.strictObject(entries);

/** What the owner of an installation may set; docs/configuration.md explains each key. */
export type Config = v.InferOutput<typeof schema>;

/**
 * @param value as parsed from the file
 * @param where the file's name, for the message
 * @throws ConfigError naming the key, what is wrong with it, and the nearest right key
 */
export function parseConfig(value: unknown, where: string): Config {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    throw new ConfigError(
      [`${where} cannot be used:`, ...result.issues.map((issue) => `  ${sentence(issue)}`)].join(
        "\n",
      ),
    );
  }
  if (result.output.baseUrl !== null && result.output.domain !== null) {
    throw new ConfigError(`${where} cannot be used:\n  baseUrl and domain: set one of them`);
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
  return { ...config, catalogue: resolve(dirname(path), config.catalogue) };
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue) ?? "(the whole)";
  if (issue.expected === "never") {
    const names = key.startsWith("domain.") ? ["name", "certificateArn"] : Object.keys(entries);
    const last = key.slice(key.lastIndexOf(".") + 1);
    return `${key}: there is no such key${nearest(last, names)}`;
  }
  if (issue.received === "undefined") return `${key}: is missing`;
  const said = issue.message.startsWith("Invalid ") ? `must be ${issue.expected}` : issue.message;
  return `${key}: ${said}, but is ${JSON.stringify(issue.input)}`;
}
