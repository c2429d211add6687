import { html, raw } from "hono/html";

/** A piece of HTML that is safe to put into another. */
export type Html = ReturnType<typeof raw>;

/** Mail programs drop style sheets at will: this one only makes better what is good without it. */
const style = `
  body { margin: 0; padding: 0; background: #ffffff; color: #1a1a1a; }
  a { color: #0b4f9e; }
  mark { background: #fff0a8; color: inherit; padding: 0 1px; }
  ins { background: #d9f2df; text-decoration: underline; }
  del { background: #fbdcd9; text-decoration: line-through; }
  @media (prefers-color-scheme: dark) {
    body, .sheet { background: #16181b !important; color: #e8e6e3 !important; }
    a { color: #8ab8f5 !important; }
    .quiet { color: #a9a9a9 !important; }
    .passage { border-color: #4a4f57 !important; }
    .button { background: #8ab8f5 !important; color: #16181b !important; }
    mark { background: #6b5a00 !important; color: #ffffff !important; }
    ins { background: #1d4427 !important; color: #ffffff !important; }
    del { background: #5a2420 !important; color: #ffffff !important; }
  }`;

/** The sheet a mail is written on: one column, readable at 320 px and in the dark, nothing fetched. */
export function letter(options: {
  readonly title: string;
  readonly language: string;
  readonly body: Html;
}): string {
  const page = html`<!doctype html>
<html lang="${options.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${options.title}</title>
<style>${raw(style)}</style>
</head>
<body>
<div class="sheet" style="max-width:600px;margin:0 auto;padding:20px 16px;font:16px/1.5 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
${options.body}
</div>
</body>
</html>`;
  return String(page);
}

/** A text cut at a whole character, with an ellipsis where something is missing. */
export function shorten(text: string, maxChars: number): string {
  const characters = Array.from(text);
  return characters.length <= maxChars ? text : `${characters.slice(0, maxChars - 1).join("")}…`;
}
