import htmlEncodingSniffer from "html-encoding-sniffer";

/** How much of a document may name its encoding. */
const declarationBytes = 1024;

/**
 * Bytes to text: by byte-order mark, the Content-Type's charset, the document's own declaration, else
 * UTF-8. Bytes that are not of the encoding become U+FFFD, so that one bad byte costs one character.
 * @see WHATWG Encoding Standard
 */
export function decode(bytes: Uint8Array, contentType: string | null): string {
  const declared = charsetOf(contentType) ?? xmlDeclaration(bytes);
  const encoding = htmlEncodingSniffer(bytes, {
    defaultEncoding: "UTF-8",
    ...(declared === null ? {} : { transportLayerEncodingLabel: declared }),
  });
  return decoderFor(encoding).decode(bytes);
}

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder("utf-8");
  }
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1] ?? null;
}

function xmlDeclaration(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, declarationBytes)).toString("latin1");
  return /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1] ?? null;
}
