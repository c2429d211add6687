import { analyse } from "chardet";
import htmlEncodingSniffer from "html-encoding-sniffer";

/** How much of a document may name its encoding. */
const declarationBytes = 1024;

/** Bytes looked at to guess an encoding that nothing names. */
const guessedBytes = 32 * 1024;

/** More broken characters than these, of those beyond ASCII, are no slips: the encoding is another. */
const brokenShare = 0.1;

/** What `html-encoding-sniffer` answers where neither mark nor declaration names an encoding. */
const unnamed = "x-user-defined";

/**
 * Bytes to text: by byte-order mark, the Content-Type's charset, the document's own declaration, else
 * UTF-8. Bytes that are not of the encoding become U+FFFD, so that one bad byte costs one character;
 * where most are not, the encoding is guessed from the bytes.
 * @see WHATWG Encoding Standard
 */
export function decode(bytes: Uint8Array, contentType: string | null): string {
  const wide = utf32(bytes);
  if (wide !== null) return wide;
  const declared = charsetOf(contentType) ?? utf16(bytes) ?? xmlDeclaration(bytes);
  const named = htmlEncodingSniffer(bytes, {
    defaultEncoding: unnamed,
    ...(declared === null ? {} : { transportLayerEncodingLabel: declared }),
  });
  const text = decoderFor(named === unnamed ? "utf-8" : named).decode(bytes);
  if (!isBroken(text)) return text;
  const guessed = guess(bytes);
  if (guessed === null) return text;
  const other = decoderFor(guessed).decode(bytes);
  return isBroken(other) ? text : other;
}

function isBroken(text: string): boolean {
  const broken = count(text, /\uFFFD/g);
  return broken > 0 && broken > brokenShare * count(text, /[^\p{ASCII}]/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Of all that it may be, the first that is not UTF-8 and that we can read. */
function guess(bytes: Uint8Array): string | null {
  const sample = withoutAscii(bytes.subarray(0, guessedBytes));
  for (const { name } of analyse(sample)) {
    if (/^(?:utf|ascii)/i.test(name)) continue;
    if (decoderFor(name).encoding !== "utf-8") return name;
  }
  return null;
}

/** Markup says nothing of an encoding and much of English. */
function withoutAscii(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(text.replaceAll(/<[^<>]*>/g, " "), "latin1");
}

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder("utf-8");
  }
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? "")?.[1] ?? null;
}

function xmlDeclaration(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, declarationBytes)).toString("latin1");
  return /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1] ?? null;
}

/** UTF-16 without a mark shows by the zeros around the first `<`. */
function utf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  return bytes[0] === 0 && bytes[1] === 0x3c ? "utf-16be" : null;
}

/** The web knows no UTF-32, but some servers do. */
function utf32(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  const isLittle = head === "fffe0000" || head === "3c000000";
  if (!isLittle && head !== "0000feff" && head !== "0000003c") return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle);
    if (code !== 0xfe_ff) text += code <= 0x10_ff_ff ? String.fromCodePoint(code) : "\uFFFD";
  }
  return text;
}
