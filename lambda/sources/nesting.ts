/** Parsers take time that grows with the square of the depth; no writer nests a hundredth of this. */
const deepest = 20_000;

/** Closed by what follows, or by nothing: they nest nothing. */
const open = new Set(
  (
    "area base br col colgroup dd dt embed hr img input li link meta option p param source " +
    "tbody td tfoot th thead tr track wbr"
  ).split(" "),
);

/** Whether markup is nested so deeply that reading it is not worth trying; takes one look at the text. */
export function isAbyss(markup: string): boolean {
  let depth = 0;
  for (const [, slash, name = "", rest = ""] of markup.matchAll(
    /<(\/?)([a-z][\w:-]*)([^<>]*)>/gi,
  )) {
    if (rest.endsWith("/") || open.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash === "" ? 1 : -1));
    if (depth > deepest) return true;
  }
  return false;
}
