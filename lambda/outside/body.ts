import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

/** A body that is longer than we take, as sent or unpacked. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

const unpackers = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * Reads a body, stopping as soon as it is longer than allowed.
 * @throws TooLargeError
 */
export async function readBody(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw new TooLargeError(`larger than ${inMiB(maxBytes)}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Undoes Content-Encoding, with a limit on what comes out, so that a small bomb stays small.
 * @throws TooLargeError; Error where the encoding is unknown or the bytes are not of it
 */
export async function unpack(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const name = (encoding ?? "identity").trim().toLowerCase();
  if (name === "" || name === "identity" || bytes.length === 0) return bytes;
  if (!(name in unpackers)) throw new Error(`unknown Content-Encoding ${name}`);
  try {
    return await unpackers[name as keyof typeof unpackers](bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new TooLargeError(`unpacks to more than ${inMiB(maxBytes)}`, { cause: error });
    }
    throw error;
  }
}

function inMiB(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
