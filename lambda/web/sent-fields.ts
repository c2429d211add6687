import { failure, type Answer, type SiteContext } from "./answering.ts";

export type SentFields =
  | { readonly ok: true; readonly fields: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: Answer };

/** The texts of a form or of a JSON object, by name; what is no text is left out. */
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
    const sent: unknown = isJson ? await c.req.json() : await c.req.parseBody();
    if (typeof sent === "object" && sent !== null && !Array.isArray(sent)) {
      return { ok: true, fields: texts(sent) };
    }
  } catch {
    // Said below: whatever is wrong with it, it is the sender's to mend.
  }
  return refused(400, isJson ? "What was sent is no JSON object." : "What was sent is no form.");
}

function texts(sent: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function refused(status: 400 | 415, message: string): SentFields {
  return { ok: false, problem: failure(status, "Not understood", message) };
}
