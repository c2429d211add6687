import { base32nopad } from "@scure/base";
import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";

export type ReadAddress =
  | { readonly ok: true; readonly address: string }
  /** A sentence for the one who typed it. */
  | { readonly ok: false; readonly message: string };

/** RFC 5321 §4.5.3.1: octets of the local part, and of a path less its angle brackets. */
const maxLocal = 64;
const maxAddress = 254;

/** RFC 5322's atom, which all that is in use is made of. */
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reads an email address as typed into a form: one address, without a name. */
export function readAddress(text: string): ReadAddress {
  const typed = text.trim();
  const at = typed.lastIndexOf("@");
  if (typed === "") return { ok: false, message: "Type your email address." };
  if (at < 1) return { ok: false, message: "An email address has an @ with a name before it." };
  const local = typed.slice(0, at);
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase();
  if (!domainName.test(domain)) {
    return { ok: false, message: `“${typed.slice(at + 1, at + 81)}” is not a mail domain.` };
  }
  if (!localPart.test(local) || Buffer.byteLength(local) > maxLocal) {
    return { ok: false, message: "What stands before the @ cannot be an address." };
  }
  const address = `${local}@${domain}`;
  return Buffer.byteLength(address) > maxAddress
    ? { ok: false, message: "The address is too long." }
    : { ok: true, address };
}

/** The same for every way of writing an address: case does not make another subscriber. */
export function subscriberIdOf(address: string): string {
  return shortHash(address.toLowerCase());
}

/** 130 bits of SHA-256 in lower-case base32: safe in keys, URLs and SES tags. */
export function shortHash(text: string): string {
  const digest = createHash("sha256").update(text).digest();
  return base32nopad.encode(digest).slice(0, 26).toLowerCase();
}
