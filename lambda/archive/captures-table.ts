import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { CaptureReference } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";
import { packBytes, unpackBytes } from "./packing.ts";

/** One fetch of a listing or document: the proof of what was there. */
export interface Capture {
  readonly url: string;
  readonly capturedAt: Instant;
  readonly status: number;
  /** The headers that matter, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the bytes, hex. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What became of a document at one observation; for a person's eye. */
export interface CaptureOutcome {
  readonly readoutId: string;
  /** `revision 3`, `unchanged`, `unreadable: …`, `missing`, `not fetched: …`, `late: …`. */
  readonly outcome: string;
  /** Where the text came from, if not from a fetch of the document itself. */
  readonly takenFrom: CaptureReference | null;
}

export interface CapturesTable {
  /** Keeps a capture; the same one again changes nothing. */
  put(capture: Capture): Promise<void>;
  get(url: string, capturedAt: Instant): Promise<Capture | null>;
  /** Notes what became of a document when it was observed; what was noted first stays. */
  recordOutcome(url: string, observedAt: Instant, outcome: CaptureOutcome): Promise<void>;
  /** The observations of a document, newest first. */
  outcomes(
    url: string,
    limit: number,
  ): Promise<readonly (CaptureOutcome & { observedAt: Instant })[]>;
}

export function capturesTable(client: DynamoDBDocumentClient, tableName: string): CapturesTable {
  return {
    async put(capture) {
      const { bytes, ...plain } = capture;
      const [first, ...further] = packBytes(bytes);
      for (const [index, piece] of further.entries()) {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              url: capture.url,
              capturedAt: pieceKey(capture.capturedAt, index),
              bytes: piece,
            },
          }),
        );
      }
      // An outcome may have been noted already: then the item is there, and only completed.
      const { url, capturedAt, ...rest } = plain;
      const values = { ...rest, sizeBytes: bytes.length, bytes: first, pieces: further.length };
      const names = Object.keys(values);
      await writeIf(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { url, capturedAt },
            UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
            ConditionExpression: "attribute_not_exists(sha256)",
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: Object.fromEntries(
              Object.entries(values).map(([name, value]) => [`:${name}`, value]),
            ),
          }),
        ),
      );
    },
    async get(url, capturedAt) {
      const found = await read(client, tableName, url, capturedAt);
      if (found === null || found["sha256"] === undefined) return null;
      const item = found as unknown as Omit<Capture, "bytes"> & {
        bytes: Uint8Array;
        pieces: number;
      };
      const further = await Promise.all(
        Array.from({ length: item.pieces }, async (_, index) => {
          const piece = await read(client, tableName, url, pieceKey(capturedAt, index));
          if (piece === null)
            throw new Error(`capture ${url} ${capturedAt}: piece ${index} is missing`);
          return piece["bytes"] as Uint8Array;
        }),
      );
      const { status, headers, sha256 } = item;
      return {
        url,
        capturedAt,
        status,
        headers,
        sha256,
        bytes: unpackBytes([item.bytes, ...further]),
      };
    },
    async recordOutcome(url, observedAt, { readoutId, outcome, takenFrom }) {
      await writeIf(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { url, capturedAt: observedAt },
            UpdateExpression:
              takenFrom === null
                ? "SET readoutId = :id, outcome = :outcome"
                : "SET readoutId = :id, outcome = :outcome, takenFrom = :from",
            ConditionExpression: "attribute_not_exists(outcome)",
            ExpressionAttributeValues: {
              ":id": readoutId,
              ":outcome": outcome,
              ...(takenFrom === null ? {} : { ":from": takenFrom }),
            },
          }),
        ),
      );
    },
    async outcomes(url, limit) {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "#url = :url",
          FilterExpression: "attribute_exists(outcome)",
          ProjectionExpression: "capturedAt, readoutId, outcome, takenFrom",
          ExpressionAttributeNames: { "#url": "url" },
          ExpressionAttributeValues: { ":url": url },
          ScanIndexForward: false,
        }),
      );
      return (answer.Items ?? []).slice(0, limit).map((item) => ({
        observedAt: String(item["capturedAt"]),
        readoutId: String(item["readoutId"]),
        outcome: String(item["outcome"]),
        takenFrom: (item["takenFrom"] ?? null) as CaptureReference | null, // written above
      }));
    },
  };
}

async function read(
  client: DynamoDBDocumentClient,
  tableName: string,
  url: string,
  capturedAt: string,
): Promise<Record<string, unknown> | null> {
  const answer = await client.send(
    new GetCommand({ TableName: tableName, Key: { url, capturedAt }, ConsistentRead: true }),
  );
  return answer.Item ?? null;
}

function pieceKey(capturedAt: Instant, index: number): string {
  return `${capturedAt}#${String(index + 1).padStart(3, "0")}`;
}
