import { createHash } from "node:crypto";
import { type Html, markup } from "./markup.ts";
import { style } from "./style.ts";

/** The style sheet's address: another one for another style, so that browsers may keep it for ever. */
export const stylePath = `/style.${createHash("sha256").update(style).digest("hex").slice(0, 10)}.css`;

export interface PageOptions {
  /** Empty: the site's own name. */
  readonly title: string;
  /** A sentence above every page; null: none. */
  readonly notice: string | null;
  /** Which of the site's sections this is, by its path. */
  readonly section: string;
  /** The same as JSON; null where there is no address for it. */
  readonly jsonPath: string | null;
  readonly body: Html;
}

const sections = [
  ["/search", "Search"],
  ["/subscribe", "Alerts"],
  ["/sources", "Sources"],
] as const;

/** The frame of every page: works without script, on a phone, in the dark, with a screen reader. */
export function page({ title, notice, section, jsonPath, body }: PageOptions): Html {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === "" ? "Readouts" : `${plain(title)} · Readouts`}</title>
<link rel="stylesheet" href="${stylePath}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${jsonPath === null ? "" : markup`<link rel="alternate" type="application/json" href="${jsonPath}">`}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${notice === null ? "" : markup`<aside class="notice" aria-label="Notice"><bdi>${notice}</bdi></aside>`}
<header class="top"><nav class="bar" aria-label="Site">
<a class="name" href="/"${current(section === "/")}><img src="/icon.svg" width="28" height="28" alt="">Readouts</a>
<ul>${sections.map(([path, name]) => markup`<li><a href="${path}"${current(section === path)}>${name}</a></li>`)}</ul>
</nav></header>
<main id="main" tabindex="-1">
${body}
</main>
<footer class="foot"><p>The texts are their press offices’ own, kept as they were published. ${jsonPath === null ? "" : markup`<a href="${jsonPath}">This page as JSON</a>`}</p></footer>
</body>
</html>
`;
}

function current(is: boolean): Html {
  return is ? markup` aria-current="page"` : markup``;
}

/** A window's title has no isolation: what turns the writing direction stays out of it. */
function plain(title: string): string {
  return title.replaceAll(/\p{Bidi_Control}/gu, "");
}

/** The mark in a browser's tab. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b4f9e"/><path d="M6 23v-7c0-5 2-8 7-9v3c-2 .7-3 2.3-3 4.5h4V23zm11 0v-7c0-5 2-8 7-9v3c-2 .7-3 2.3-3 4.5h4V23z" fill="#fff"/></svg>`;
