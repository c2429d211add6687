import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import * as v from "valibot";
import { type Instant, toInstant } from "../lambda/runtime/instant.ts";

/** One recorded answer of a press office. */
export interface RecordedResponse {
  /** Without fragment. */
  readonly url: string;
  /** Absolute. */
  readonly file: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it was recorded; null: it counts as always there. */
  readonly fetchedAt: Instant | null;
}

export interface RecordedSubscription {
  readonly address: string;
  readonly query: string;
}

export interface Recording {
  readonly folder: string;
  readonly responses: readonly RecordedResponse[];
  /** Entries of other kinds: archives, datasets. */
  readonly passedOver: readonly { readonly url: string; readonly reason: string }[];
  /** Made and confirmed before the first step. */
  readonly subscriptions: readonly RecordedSubscription[];
  /** Every time at which something was recorded, earliest first. */
  readonly times: readonly Instant[];
  /** The newest response to this URL at or before the time; null: not in the recording. */
  find(url: string, at: Instant): RecordedResponse | null;
  read(response: RecordedResponse): Promise<Buffer>;
}

/** Something is wrong with the recording; the message names the file and the entry. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(
  v.string(),
  v.check((given) => !Number.isNaN(Date.parse(given)), "is no time such as 2021-07-16T04:20:29Z"),
);
const webUrl = v.pipe(
  v.string(),
  v.check((given) => URL.canParse(given) && /^https?:/i.test(given), "is no http or https URL"),
);
const entrySchema = v.object({
  url: webUrl,
  file: text,
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)), 200),
  contentType: v.nullish(v.string(), null),
  headers: v.nullish(v.record(v.string(), v.string()), {}),
  fetchedAt: v.nullish(time, null),
  kind: v.optional(v.string()),
});
const indexSchema = v.object({
  files: v.array(v.unknown()),
  subscriptions: v.optional(v.array(v.object({ address: text, query: text })), []),
});

/** What a press office answers with, as kinds of entries; an entry without a kind is one of them. */
const kindsOfResponses = new Set(["page", "feed", "listing", "response"]);
const archives = /\.(tar|gz|tgz|xz|bz2|zip|jsonl|parquet)$/i;

/**
 * Reads a recording: a folder with `INDEX.json`.
 * @throws RecordingError for a missing or damaged index, an entry that is none, a file that is
 *   missing or lies outside the folder
 */
export function openRecording(folder: string): Recording {
  const root = resolve(folder);
  const indexFile = join(root, "INDEX.json");
  const index = check(indexSchema, readIndex(indexFile), indexFile);
  const responses: RecordedResponse[] = [];
  const passedOver: { url: string; reason: string }[] = [];
  for (const [i, raw] of index.files.entries()) {
    const where = `${indexFile}: files[${i}]`;
    const other = otherKind(raw);
    if (other === null) responses.push(readEntry(raw, root, where));
    else passedOver.push(other);
  }
  const byUrl = new Map<string, RecordedResponse[]>();
  for (const response of responses) {
    byUrl.set(response.url, [...(byUrl.get(response.url) ?? []), response]);
  }
  for (const list of byUrl.values()) {
    list.sort((a, b) => compare(b.fetchedAt ?? "", a.fetchedAt ?? ""));
  }
  const times = responses.map(({ fetchedAt }) => fetchedAt).filter((at) => at !== null);
  return {
    folder: root,
    responses,
    passedOver,
    subscriptions: index.subscriptions,
    times: [...new Set(times)].sort(compare),
    find: (url, at) =>
      byUrl.get(withoutFragment(url))?.find(({ fetchedAt }) => (fetchedAt ?? "") <= at) ?? null,
    read: async (response) => await readFile(response.file),
  };
}

function readIndex(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw new RecordingError(
      `${file} cannot be read: a recording is a folder with an INDEX.json.`,
      {
        cause: error,
      },
    );
  }
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new RecordingError(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

function otherKind(raw: unknown): { url: string; reason: string } | null {
  const { url, file, kind } = (raw ?? {}) as { url?: unknown; file?: unknown; kind?: unknown };
  const of = { url: String(url ?? file) };
  if (typeof kind === "string" && !kindsOfResponses.has(kind))
    return { ...of, reason: `a ${kind}` };
  return typeof file === "string" && archives.test(file) ? { ...of, reason: "an archive" } : null;
}

function readEntry(raw: unknown, root: string, where: string): RecordedResponse {
  const entry = check(entrySchema, raw, where);
  const file = resolve(root, entry.file);
  const inside = relative(root, file);
  if (inside.startsWith("..") || isAbsolute(inside)) {
    throw new RecordingError(`${where}.file: ${entry.file} lies outside the recording's folder`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new RecordingError(`${where}.file: there is no file ${entry.file}`);
  }
  const headers = Object.entries(entry.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    url: withoutFragment(entry.url),
    file,
    status: entry.status,
    headers: {
      ...(entry.contentType === null ? {} : { "content-type": entry.contentType }),
      ...(Object.fromEntries(headers) as Record<string, string>),
    },
    fetchedAt: entry.fetchedAt === null ? null : toInstant(entry.fetchedAt),
  };
}

function check<S extends v.GenericSchema>(
  schema: S,
  raw: unknown,
  where: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new RecordingError(`${where}${path === null ? "" : `.${path}`}: ${issue.message}`);
}

function withoutFragment(url: string): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
