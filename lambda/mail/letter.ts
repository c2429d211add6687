import { html, raw } from "hono/html";

/** A piece of HTML that is safe to put into another. */
export type Html = ReturnType<typeof raw>;

/*
 * Mail programs drop style sheets at will: looks stand inline, and the sheet below only makes them better.
 */
export const quiet = "color:#595959;";
export const fine = "font-size:14px;line-height:1.5;";

/** A passage of a readout, set off at the side where its script begins. */
export function passageStyle(direction: "ltr" | "rtl"): string {
  const side = direction === "ltr" ? "left" : "right";
  return `margin:0 0 16px;padding-${side}:14px;border-${side}:3px solid #b9c4d0;overflow-wrap:anywhere;`;
}

/** What a mail is for, as a link that is easy to hit. */
export function button(url: string, words: string): Html {
  return html`<a class="button" href="${url}" style="display:inline-block;padding:11px 20px;border-radius:6px;background:#0b4f9e;color:#ffffff;text-decoration:none;font-weight:600;">${words}</a>` as Html;
}

const sheet = `
:root { color-scheme: light dark; }
a { color: #0b4f9e; }
@media (prefers-color-scheme: dark) {
  body, .sheet { background: #16181b !important; color: #e8e6e3 !important; }
  a, .kind { color: #8ab8f5 !important; }
  .quiet { color: #a9a9a9 !important; }
  .passage, .foot { border-color: #4a4f57 !important; }
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
<style>${raw(sheet)}</style>
</head>
<body style="margin:0;padding:0;background:#ffffff;color:#1a1a1a;">
<div class="sheet" style="max-width:600px;margin:0 auto;padding:24px 16px;background:#ffffff;color:#1a1a1a;font:16px/1.55 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
${options.body}
</div>
</body>
</html>`;
  return String(page);
}
