import { failure, type Answer, type SiteContext } from "./answering.ts";

export type SentFields =
  | {
      readonly ok: true;
      /** The texts of a form or of a JSON object, by name; of a repeated field the last. */
      readonly fields: Readonly<Record<string, string>>;
      /** Everything as it was sent; a repeated field of a form is a list. */
      readonly values: Readonly<Record<string, unknown>>;
      readonly isForm: boolean;
    }
  | { readonly ok: false; readonly problem: Answer };

/** Reads a form or a JSON object. */
export async function readSentFields(c: SiteContext): Promise<SentFields> {
  const type = c.req.header("content-type") ?? "";
  const isJson = /^application\/json\s*(?:;|$)/i.test(type);
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(
    type,
  );
  if (!isJson && !isForm) {
    const sent = type === "" ? "no content type" : type.slice(0, 100);
    return refused(415, `Send a form or a JSON object, not ${sent}.`);
  }
  try {
    const sent: unknown = isJson ? await c.req.json() : await c.req.parseBody({ all: true });
    if (typeof sent === "object" && sent !== null && !Array.isArray(sent)) {
      const values = { ...sent } as Readonly<Record<string, unknown>>;
      return { ok: true, fields: texts(values, isForm), values, isForm };
    }
  } catch {
    // Said below: whatever is wrong with it, it is the sender's to mend.
  }
  return refused(400, isJson ? "What was sent is no JSON object." : "What was sent is no form.");
}

function texts(
  values: Readonly<Record<string, unknown>>,
  isForm: boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [
        name,
        isForm && Array.isArray(value) ? (value.at(-1) as unknown) : value,
      ])
      .filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function refused(status: 400 | 415, message: string): SentFields {
  return { ok: false, problem: failure(status, "Not understood", message) };
}
