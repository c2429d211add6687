import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "../../lambda/sources/document.ts";
import { readListing } from "../../lambda/sources/listing.ts";
import type { DocumentReading, ListingReading } from "../../lambda/sources/reading.ts";
import { catalogueSource } from "../builders/source.ts";

/** What a recording says of one of its files. */
export interface RecordedFile {
  readonly file: string;
  readonly url: string;
  readonly source: string;
  readonly kind: string;
  readonly contentType: string | null;
  readonly date: string | null;
  readonly groundTruth?: {
    readonly mustContain: readonly string[];
    readonly mustNotContain: readonly string[];
  };
}

const folder = join(import.meta.dirname, "../../../shared");

export const isRecorded = existsSync(join(folder, "recorded"));

export function recordedFiles(): readonly RecordedFile[] {
  if (!isRecorded) return [];
  const index = readFileSync(join(folder, "recorded/INDEX.json"), "utf8");
  return (JSON.parse(index) as { readonly files: readonly RecordedFile[] }).files;
}

export function gold(sourceId: string): readonly {
  readonly file: string;
  readonly expected: {
    readonly title: string;
    readonly date: string;
    readonly body: readonly string[];
  };
}[] {
  return JSON.parse(readFileSync(join(folder, "gold", `${sourceId}.json`), "utf8")) as ReturnType<
    typeof gold
  >;
}

export function recordedBytes(file: string): Buffer {
  return readFileSync(join(folder, "recorded", file));
}

/** Reads a recorded page by its source's profile. */
export function readRecordedPage(
  sourceId: string,
  { file, url, contentType }: Pick<RecordedFile, "file" | "url" | "contentType">,
): DocumentReading {
  return readDocument(catalogueSource(sourceId), { url, contentType, bytes: recordedBytes(file) });
}

/** Reads a recorded listing as what was polled at an address. */
export function readRecordedListing(sourceId: string, file: string, url: string): ListingReading {
  const bytes = recordedBytes(file);
  return readListing(catalogueSource(sourceId), { url, contentType: null, bytes });
}
