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

/** RFC 5322's dot-atom, which all that is in use is made of. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const ascii = /^\p{ASCII}*$/u;
const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Reads an email address as typed into a form: one address, without a name.
 * @returns the address with its domain in lower-case ASCII, as mail servers look it up
 */
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
  // SES has no SMTPUTF8 (RFC 6531), so it could never be mailed.
  if (!ascii.test(local)) {
    return { ok: false, message: "Before the @ we can mail to unaccented Latin letters only." };
  }
  if (!localPart.test(local) || local.length > maxLocal) {
    return {
      ok: false,
      message: "What stands before the @ cannot be an address. Type one address.",
    };
  }
  const address = `${local}@${domain}`;
  return address.length > maxAddress
    ? { ok: false, message: "The address is too long." }
    : { ok: true, address };
}

/** The same for every way of writing an address: case does not make another subscriber. */
export function subscriberIdOf(address: string): string {
  return shortHash(address.toLowerCase());
}

/** Mail services that read a name without its dots: one mailbox, whichever of their domains is written. */
const dotless: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

/**
 * What limits count as one address: without case, without the tag after a plus, by which one mailbox has
 * as many addresses as it likes (RFC 5233), and at Gmail without dots, which do the same. Never mailed to.
 * @see https://support.google.com/mail/answer/7436150
 */
export function foldedAddress(address: string): string {
  const folded = address.toLowerCase();
  const at = folded.lastIndexOf("@");
  const domain = folded.slice(at + 1);
  const plus = folded.indexOf("+");
  const name = folded.slice(0, plus > 0 && plus < at ? plus : at);
  return dotless.has(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}

/** 130 bits of SHA-256 in lower-case base32: safe in keys, URLs and SES tags. */
export function shortHash(text: string): string {
  const digest = createHash("sha256").update(text).digest();
  return base32nopad.encode(digest).slice(0, 26).toLowerCase();
}
