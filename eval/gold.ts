import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";

/** What a correct reading of one recorded file gives. */
export interface GoldEntry {
  readonly sourceId: string;
  /** In the folder of recordings. */
  readonly file: string;
  readonly url: string;
  readonly kind: "page" | "feed-item";
  readonly expected: {
    readonly title: string;
    /** A day, or an instant in ISO 8601 or RFC 2822; null where the document states none. */
    readonly date: string | null;
    /** Of a feed's item. */
    readonly guid: string | null;
    /** Null where the set says nothing of places. */
    readonly place: string | null;
    /** Paragraphs in order. */
    readonly body: readonly string[];
    /** The label of each turn as printed, in order. */
    readonly labels: readonly string[];
    /** Who spoke, each once. */
    readonly speakers: readonly string[];
    readonly isContinued: boolean;
  };
}

const optionalText = v.optional(v.nullable(v.string()), null);
const fileSchema = v.array(
  v.object({
    file: v.string(),
    url: v.string(),
    kind: v.picklist(["page", "feed-item"]),
    expected: v.object({
      title: v.string(),
      date: optionalText,
      guid: optionalText,
      place: optionalText,
      body: v.array(v.string()),
      turns: v.array(v.object({ speaker: v.string() })),
      speakers: v.optional(v.array(v.string()), []),
      toBeContinued: v.optional(v.boolean(), false),
      hasEllipsisMarker: v.optional(v.boolean(), false),
    }),
  }),
);

/**
 * Reads a set: a folder with one file a source, `<sourceId>.json`, or one such file.
 * @throws Error naming the file and what is wrong with it
 */
export function readGold(path: string): readonly GoldEntry[] {
  if (!existsSync(path)) throw new Error(`There is no ${path}: name a set with --gold.`);
  if (statSync(path).isFile()) return readFile(dirname(path), basename(path));
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  if (names.length === 0) throw new Error(`${path} holds no set: one JSON file a source.`);
  return names.toSorted((a, b) => a.localeCompare(b)).flatMap((name) => readFile(path, name));
}

function readFile(folder: string, name: string): readonly GoldEntry[] {
  const result = v.safeParse(fileSchema, JSON.parse(readFileSync(join(folder, name), "utf8")));
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`${name}: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
  }
  return result.output.map(({ file, url, kind, expected }) => {
    const { title, date, guid, place, body, turns, speakers, toBeContinued, hasEllipsisMarker } =
      expected;
    return {
      sourceId: name.replace(/\.json$/, ""),
      file,
      url,
      kind,
      expected: {
        title,
        date,
        guid,
        place,
        body,
        speakers,
        labels: turns.map(({ speaker }) => speaker),
        isContinued: toBeContinued || hasEllipsisMarker,
      },
    };
  });
}
