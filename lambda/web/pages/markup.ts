import { html, raw } from "hono/html";

/** A piece of HTML that is safe to put into another. */
export type Html = ReturnType<typeof raw>;

type Piece = Html | string | number | null | readonly Piece[];

/** A template with everything put into it escaped; null puts in nothing. */
export function markup(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  // Never a promise: nothing that is put in is one.
  return html(strings, ...values.map((value) => value ?? "")) as Html;
}

/**
 * A link to somebody else's site. Press offices' addresses are strangers' text: what is no web address is
 * shown and leads nowhere.
 */
export function outsideLink(url: string, text: Piece): Html {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  return protocol === "https:" || protocol === "http:"
    ? markup`<a href="${url}" rel="noopener noreferrer external">${text}</a>`
    : markup`${text}`;
}

/** An address within the site, with its query's parameters escaped. */
export function address(path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return query === "" ? path : `${path}?${query}`;
}

/** The address of a readout, or of one of its revisions. */
export function readoutPath(readoutId: string, revision: number | null = null): string {
  const path = `/readouts/${encodeURIComponent(readoutId)}`;
  return revision === null ? path : `${path}/revisions/${revision}`;
}
