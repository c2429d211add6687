import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Raw mails of the state in which an address occurs, newest last. */
export async function readMails(folder: string, address: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort();
  const mails = await Promise.all(
    names.map(async (name) => await readFile(join(folder, name), "utf8")),
  );
  return mails.filter((mail) => mail.includes(address));
}
