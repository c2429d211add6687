import { gunzipSync, gzipSync } from "node:zlib";

/** Bytes of one attribute that leave room for the rest of an item (DynamoDB's limit: 400 KB an item). */
export const pieceBytes = 350 * 1024;

/** Compressed, and cut into pieces that fit an item each; at least one. */
export function packBytes(bytes: Uint8Array): readonly Uint8Array[] {
  const packed = gzipSync(bytes);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < packed.length; start += pieceBytes) {
    pieces.push(packed.subarray(start, start + pieceBytes));
  }
  return pieces;
}

/** zlib takes no less. */
const minChunk = 64;
const maxChunk = 64 * 1024 * 1024;

/** @throws where a piece is missing or damaged (gzip's checksum) */
export function unpackBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const packed = Buffer.concat(pieces);
  // The last four bytes say how long it was (RFC 1952, 2.3.1): as one chunk nothing has to be put together.
  const length = packed.length < 4 ? 0 : packed.readUInt32LE(packed.length - 4);
  const chunkSize = Math.min(Math.max(length, minChunk), maxChunk);
  return gunzipSync(packed, { chunkSize });
}

export function packJson(value: unknown): readonly Uint8Array[] {
  return packBytes(Buffer.from(JSON.stringify(value)));
}

export function unpackJson(pieces: readonly Uint8Array[]): unknown {
  return JSON.parse(Buffer.from(unpackBytes(pieces)).toString());
}
