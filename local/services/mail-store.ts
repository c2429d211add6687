import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const acceptedMail = v.object({
  messageId: v.string(),
  acceptedAt: v.string(),
  source: v.string(),
  destinations: v.array(v.string()),
  configurationSet: v.nullable(v.string()),
  tags: v.record(v.string(), v.string()),
});
/** A mail that SES took, but for its MIME text. */
export type AcceptedMail = v.InferOutput<typeof acceptedMail>;

export interface StoredMail {
  readonly mail: AcceptedMail;
  readonly mime: Buffer;
  /** Whether its Send event was handed to the topics. */
  readonly isTold: boolean;
}

/**
 * Every mail ever accepted: `000001.eml`, which any mail program opens, and `000001.json`, which
 * makes it accepted; `000001.told` says that its Send event was handed on.
 */
export interface MailStore {
  /** When this returns, the mail survives the end of the process. */
  add(mail: AcceptedMail, mime: Buffer): number;
  told(number: number): void;
  read(number: number): StoredMail;
  /** In the order of acceptance. */
  numbers(): readonly number[];
}

export function openMailStore(folder: string): MailStore {
  const file = (number: number, kind: string): string =>
    join(folder, `${String(number).padStart(6, "0")}.${kind}`);
  const numbers = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
  return {
    add: (mail, mime) => {
      const number = (numbers.at(-1) ?? 0) + 1;
      writeFileSync(file(number, "eml"), mime);
      writeFileSync(file(number, "new"), JSON.stringify(mail, null, 2));
      renameSync(file(number, "new"), file(number, "json"));
      numbers.push(number);
      return number;
    },
    told: (number) => writeFileSync(file(number, "told"), ""),
    read: (number) => ({
      mail: v.parse(acceptedMail, JSON.parse(readFileSync(file(number, "json"), "utf8"))),
      mime: readFileSync(file(number, "eml")),
      isTold: existsSync(file(number, "told")),
    }),
    numbers: () => numbers,
  };
}
