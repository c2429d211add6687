import { isIPv6 } from "node:net";

/**
 * What one customer of an internet provider has: an IPv4 address, or an IPv6 network of 64 bits.
 * @returns the text itself where it is no IP address
 * @see RFC 6177
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const bare = ip.split("%")[0] ?? ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail = null] = bare.split("::");
  const before = groups(head);
  const after = tail === null ? [] : groups(tail);
  const zeros = tail === null ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** A dotted IPv4 part at the end counts as two; it is never among the first four. */
function groups(text: string): readonly string[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [group]));
}

/** In local mode the operator, or a replay that signs up a recording's readers; from AWS nothing comes so. */
export function isThisMachine(ip: string): boolean {
  return ip === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(ip);
}
