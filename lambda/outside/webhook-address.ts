import { isPublicAddress, literalAddress } from "./public-address.ts";

const maxUrlChars = 2000;
/** The usual one of HTTPS, and the one that servers take that may not have it. */
const ports: ReadonlySet<string> = new Set(["", "8443"]);

export interface AddressRules {
  /** `http:` to this machine, at any port. For the local mode, where the owner has said so. */
  readonly isLoopbackAllowed: boolean;
}

/**
 * Why nothing may be posted to an address; null where it may. What its name resolves to is looked at when
 * it is connected to.
 */
export function webhookAddressProblem(
  url: string,
  { isLoopbackAllowed }: AddressRules,
): string | null {
  if (url.length > maxUrlChars) return `The address is longer than ${maxUrlChars} characters.`;
  if (!URL.canParse(url)) return "That is no web address; write one that begins with https://.";
  const { protocol, username, password, hostname, port, hash } = new URL(url);
  if (username !== "" || password !== "") {
    return "The address holds a name or password; events are signed instead.";
  }
  if (hash !== "") return "The address has a part after #, which is never sent; leave it out.";
  const literal = literalAddress(hostname);
  if (isLoopbackAllowed && protocol === "http:" && isLoopback(hostname, literal)) return null;
  if (protocol !== "https:") return "The address must begin with https://.";
  if (!ports.has(port)) return `Port ${port} is not posted to; use 443 or 8443.`;
  const isInside = literal !== null && !isPublicAddress(literal);
  return isInside ? `${hostname} is not on the public internet.` : null;
}

/** The same, said to who types an address: a name without a dot leads to no place that we could reach. */
export function wishedAddressProblem(url: string, rules: AddressRules): string | null {
  const problem = webhookAddressProblem(url, rules);
  if (problem !== null) return problem;
  const { hostname, protocol } = new URL(url);
  const isBare = protocol === "https:" && !/[.:]/.test(hostname);
  return isBare ? `${hostname} is not on the public internet.` : null;
}

function isLoopback(hostname: string, literal: string | null): boolean {
  return hostname === "localhost" || literal === "::1" || literal?.startsWith("127.") === true;
}
