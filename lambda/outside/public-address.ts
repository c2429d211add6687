import ipaddr from "ipaddr.js";
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";

/** A name that leads to an address inside a network: never fetched. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/**
 * Whether an address is on the public internet: not loopback, private, link-local, carrier-grade,
 * multicast or reserved. An IPv6 address that carries an IPv4 one is judged by that.
 * @see RFC 6890, special-purpose address registries
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "unicast";
}

/** The address a URL names without a name server (`[::1]`, `127.0.0.1`, `2130706433`), or null. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A `lookup` for sockets that looks at what the name resolves to, so that no second resolution can
 * give another answer: if any address is not public, the connection is refused.
 */
export function publicLookup(
  hostname: string,
  options: LookupOptions,
  callback: LookupCallback,
): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined) {
      return callback(
        new PrivateAddressError(`${hostname} leads to ${inside.address}, which is not public`),
        [],
      );
    }
    if (options.all === true) return callback(null, addresses);
    const first = addresses[0];
    if (first === undefined) return callback(new Error(`${hostname} has no address`), []);
    return callback(null, first.address, first.family);
  });
}
