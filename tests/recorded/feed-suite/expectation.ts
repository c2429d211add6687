/** A value that a test of the suite expects somewhere in the feed. */
export interface Expected {
  /** `entries[0].title` */
  readonly path: string;
  readonly value: unknown;
}

/**
 * Reads a test's expectation, a Python expression: comparisons of the parsed feed joined by `and`.
 * @returns null where it is of another form
 */
export function readExpectation(python: string): readonly Expected[] | null {
  const found: Expected[] = [];
  for (const term of python.split(/\s+and\s+(?=(?:not\s+)?[a-z]+[\s.[=(]|bozo)/)) {
    const trimmed = term.trim();
    if (/^(?:not\s+)?bozo$|^1$/.test(trimmed)) continue;
    const comparison = /^(ord\()?([a-z_]+(?:\[[^\]]+\]|\.[a-z_]+)*)\)?\s*==\s*([\s\S]+)$/.exec(
      trimmed,
    );
    const [, ord, path, literal] = comparison ?? [];
    if (path === undefined || literal === undefined) return null;
    const value = readLiteral(literal.trim());
    if (value === undefined) return null;
    found.push({
      path: path.replaceAll(/\['([^']+)'\]/g, ".$1"),
      value: ord === undefined ? value : String.fromCodePoint(Number(value)),
    });
  }
  return found;
}

function readLiteral(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text === "True" || text === "False") return text === "True";
  const tuple = /^\(([\d,\s]+)\)$/.exec(text)?.[1];
  if (tuple !== undefined) return tuple.split(",").map(Number);
  const quoted = /^u?("""|'''|"|')([\s\S]*)\1$/.exec(text)?.[2];
  return quoted === undefined ? undefined : unescape(quoted);
}

const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/gi,
    (_, byte, short, long, one) => {
      const code: unknown = byte ?? short ?? long;
      if (typeof code === "string") return String.fromCodePoint(Number.parseInt(code, 16));
      return simple[String(one)] ?? String(one);
    },
  );
}
