import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

/*
 * Node reads certificates but makes none; this is as much of one as names an owner and its key.
 */

/**
 * A certificate that vouches for itself, in PEM.
 * @param owner a host's name
 * @param privateKey RSA
 * @param validity between 1950 and 2049, in whole seconds
 * @see RFC 5280 §4.1
 */
export function selfSignedCertificate(
  owner: string,
  privateKey: KeyObject,
  validity: { readonly from: Date; readonly to: Date },
): string {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const name = sequence(set(sequence(oid("550403"), der(0x0c, Buffer.from(owner)))));
  const alternative = sequence(
    oid("551d11"),
    der(0x04, sequence(der(0x82, Buffer.from(owner, "ascii")))),
  );
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    sha256WithRsa,
    name,
    sequence(utcTime(validity.from), utcTime(validity.to)),
    name,
    publicKey,
    der(0xa3, sequence(alternative)),
  );
  const signature = sign("RSA-SHA256", content, privateKey);
  const certificate = sequence(content, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** X.690 §8.1: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, "0"), "hex");
  const size =
    length < 0x80 ? digits : Buffer.concat([Buffer.from([0x80 + digits.length]), digits]);
  return Buffer.concat([Buffer.from([tag]), size, content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, ...parts);
}

/** @param bytes big-endian, not negative, without a leading zero */
function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

/** @param hex as encoded */
function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function utcTime(date: Date): Buffer {
  const text = date.toISOString().replace(/\.\d+|[-:T]/g, "");
  return der(0x17, Buffer.from(text.slice(2), "ascii"));
}

/** 1.2.840.113549.1.1.11, without parameters. @see RFC 4055 §5 */
const sha256WithRsa = sequence(oid("2a864886f70d01010b"), der(0x05));
