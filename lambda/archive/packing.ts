import { gunzipSync, gzipSync } from "node:zlib";

/** Bytes of one attribute that leave room for the rest of an item (DynamoDB's limit: 400 KB an item). */
export const pieceBytes = 350 * 1024;

/** At least one. */
export function inPieces(bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [bytes.subarray(0, pieceBytes)];
  for (let start = pieceBytes; start < bytes.length; start += pieceBytes) {
    pieces.push(bytes.subarray(start, start + pieceBytes));
  }
  return pieces;
}

export const compressed = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);

/** zlib takes no less. */
const minChunk = 64;
const maxChunk = 64 * 1024 * 1024;

/** @throws where a part is missing or damaged (gzip's checksum) */
export function decompressed(bytes: Uint8Array): Uint8Array {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The last four bytes say how long it was (RFC 1952, 2.3.1): as one chunk nothing has to be put together.
  const length = packed.length < 4 ? 0 : packed.readUInt32LE(packed.length - 4);
  const chunkSize = Math.min(Math.max(length, minChunk), maxChunk);
  return gunzipSync(packed, { chunkSize });
}

/** Compressed, in pieces that fit an item each. */
export const packBytes = (bytes: Uint8Array): readonly Uint8Array[] => inPieces(compressed(bytes));

/** @throws where a piece is missing or damaged */
export const unpackBytes = (pieces: readonly Uint8Array[]): Uint8Array =>
  decompressed(Buffer.concat(pieces));

export const packJson = (value: unknown): readonly Uint8Array[] =>
  packBytes(Buffer.from(JSON.stringify(value)));

export const unpackJson = (pieces: readonly Uint8Array[]): unknown =>
  JSON.parse(Buffer.from(unpackBytes(pieces)).toString());
