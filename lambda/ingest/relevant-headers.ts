/** What is kept of an answer's headers: its kind, its validators, and who answered when. */
const kept = ["content-type", "content-language", "date", "etag", "last-modified", "server"];

export function relevantHeaders(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
