import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Raw mails of the state in which an address occurs, newest last. */
export async function readMails(folder: string, address: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const mails = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { text: await readFile(file, "utf8"), at: (await stat(file)).mtimeMs };
    }),
  );
  return mails
    .filter(({ text }) => text.includes(address))
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text);
}
