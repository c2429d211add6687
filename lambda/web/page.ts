import { html } from "hono/html";
import { raw } from "hono/html";

/** A piece of HTML that is safe to put into another. */
export type Html = ReturnType<typeof raw>;

/** A template with everything put into it escaped. */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly (Html | string | number | null | readonly (Html | string)[])[]
): Html {
  // Never a promise: nothing that is put in is one.
  return html(strings, ...values.map((value) => value ?? "")) as Html;
}

export interface PageOptions {
  readonly title: string;
  /** A sentence above every page; null: none. */
  readonly notice: string | null;
  readonly body: Html;
}

/** The frame of every page: works without script, on a phone, in the dark, with a screen reader. */
export function page({ title, notice, body }: PageOptions): Html {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title === "" ? "Readouts" : `${title} · Readouts`}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${notice === null ? "" : markup`<div class="notice" role="note">${notice}</div>`}
<header><nav class="bar" aria-label="Site">
<a class="name" href="/">Readouts</a>
<a href="/search">Search</a>
<a href="/subscribe">Alerts</a>
<a href="/sources">Sources</a>
</nav></header>
<main id="main">
${body}
</main>
<footer class="foot"><p>What the press offices of governments publish when leaders meet or talk, in every version.
The same as JSON: add <code>.json</code> to an address.</p></footer>
</body>
</html>
`;
}
