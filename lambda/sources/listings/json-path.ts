/** What lies at a dotted path (`title.rendered`, `links.0.href`) of a JSON value; undefined where nothing does. */
export function atPath(value: unknown, path: string): unknown {
  let found: unknown = value;
  for (const step of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step))
      return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}

/** The same where it is text or a number, as text, of the first of several paths (`a, b`) that has any. */
export function textAtPath(value: unknown, paths: string | undefined): string | null {
  for (const path of paths?.split(/\s*,\s*/) ?? []) {
    const found = atPath(value, path);
    if (typeof found === "number") return String(found);
    if (typeof found === "string" && found.trim() !== "") return found;
  }
  return null;
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return undefined;
  }
}
