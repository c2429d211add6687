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

/** The same where it is text or a number, as text; null for anything else. */
export function textAtPath(value: unknown, path: string | undefined): string | null {
  const found = path === undefined ? undefined : atPath(value, path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found.trim() !== "" ? found : null;
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return undefined;
  }
}
