/** Which addresses the owner of an installation does not want to mail. */
export interface AddressPolicy {
  /** With all that lies below them: providers of throw-away mailboxes, mostly. */
  readonly refusedDomains: ReadonlySet<string>;
  /** Addresses of an office, not of a person: several read them, and none has agreed alone. */
  readonly roleAddresses: "accept" | "refuse";
}

/** RFC 2142's mailboxes, and those that nobody reads. */
const roles: ReadonlySet<string> = new Set([
  ..."abuse admin administrator billing contact ftp help hostmaster info mailer-daemon marketing".split(
    " ",
  ),
  ..."news no-reply noc noreply office postmaster root sales security support sysadmin usenet".split(
    " ",
  ),
  ..."uucp webmaster www".split(" "),
]);

/** @returns a sentence for who typed it; null where the address may be mailed */
export function refusalOf(
  address: string,
  { refusedDomains, roleAddresses }: AddressPolicy,
): string | null {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  const labels = domain.split(".");
  const isRefused = labels.some((_, n) => refusedDomains.has(labels.slice(n).join(".")));
  if (isRefused) return `Nothing is mailed to addresses of ${domain} here. Use another one.`;
  const local = address.slice(0, at).toLowerCase().split("+")[0] ?? "";
  if (roleAddresses === "refuse" && roles.has(local)) {
    return `“${local}” is the address of an office. Use that of a person.`;
  }
  return null;
}

/** One domain a line, as public lists of throw-away mailboxes have them; what follows a # is a remark. */
export function readDomains(text: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, "").trim().toLowerCase());
  return new Set(lines.filter((line) => line !== ""));
}
