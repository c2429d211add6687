import type { Element } from "domhandler";

/** The vocabularies that listings are written in, by namespace; what has no namespace is RSS. */
const vocabularies: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(?:www\.)?w3\.org\/2005\/atom$/i, "atom"],
  [/^https?:\/\/purl\.org\/atom\//i, "atom"],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/i, "content"],
  [/^https?:\/\/purl\.org\/dc\/elements\//i, "dc"],
  [/^https?:\/\/purl\.org\/dc\/terms\//i, "dcterms"],
  [/^https?:\/\/(?:www\.)?w3\.org\/1999\/xhtml$/i, "xhtml"],
  [/^https?:\/\/(?:www\.)?w3\.org\/1999\/02\/22-rdf-syntax-ns#$/i, "rdf"],
  [
    /^https?:\/\/(?:purl\.org\/rss\/1\.0|(?:my\.)?netscape\.com\/|channel\.netscape\.com\/)/i,
    "rss",
  ],
  [/^https?:\/\/(?:my\.netscape\.com|backend\.userland\.com|blogs\.law\.harvard\.edu)\//i, "rss"],
  [/^https?:\/\/(?:www\.)?(?:rssboard\.org|cyber\.law\.harvard\.edu)/i, "rss"],
  [/^https?:\/\/(?:www\.)?news\.admin\.ch\/messages$/i, "rss"],
];

/** Prefixes that are used without being declared. */
const customary: Readonly<Record<string, string>> = {
  atom: "atom",
  content: "content",
  dc: "dc",
  dcterms: "dcterms",
  rdf: "rdf",
  xhtml: "xhtml",
  rss: "rss",
};

/** An element's name in its vocabulary: `rss:title`, `atom:id`, `content:encoded`; `other:` for any other's. */
export function nameOf(element: Element): string {
  const at = element.name.indexOf(":");
  const prefix = at === -1 ? "" : element.name.slice(0, at);
  const local = element.name.slice(at + 1).toLowerCase();
  const uri = declared(element, prefix === "" ? "xmlns" : `xmlns:${prefix}`);
  if (uri === null || uri.trim() === "") {
    return `${prefix === "" ? "rss" : (customary[prefix.toLowerCase()] ?? "other")}:${local}`;
  }
  const known = vocabularies.find(([pattern]) => pattern.test(uri.trim()));
  return `${known?.[1] ?? (isOfRoot(element, uri) ? "rss" : "other")}:${local}`;
}

/** The value of an attribute that holds for all that lies within. */
export function inherited(element: Element, name: string): readonly string[] {
  const values: string[] = [];
  for (let one: Element["parent"] = element; one !== null; one = one.parent) {
    const value = "attribs" in one ? one.attribs[name] : undefined;
    if (value !== undefined) values.unshift(value);
  }
  return values;
}

function declared(element: Element, name: string): string | null {
  return inherited(element, name).at(-1) ?? null;
}

/** Whether a namespace is the root's own: feeds invent theirs. */
function isOfRoot(element: Element, uri: string): boolean {
  let root = element;
  while (root.parent !== null && "attribs" in root.parent) root = root.parent;
  const at = root.name.indexOf(":");
  const name = at === -1 ? "xmlns" : `xmlns:${root.name.slice(0, at)}`;
  return root.attribs[name] === uri;
}
