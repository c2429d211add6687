// Renders the same mail by MJML and by React Email, as text and HTML. A line of the input is a JSON object: first
// {"mail": ...} as mail.ts makes it, then {"way": "mjml" | "react", "times": n}, answered by {"ms", "bytes"}.
import { createInterface } from "node:readline";
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Section,
  Text,
} from "@react-email/components";
import { render, toPlainText } from "@react-email/render";
import mjml2html from "mjml";
import { createElement as h } from "react";

const escaped = (text) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const ways = {
  async mjml(mail) {
    const { html } = await mjml2html(mjmlOf(mail), { validationLevel: "skip" });
    return [html, toPlainText(html)];
  },
  async react(mail) {
    const html = await render(reactOf(mail));
    return [html, toPlainText(html)];
  },
};

const paragraph = (inner, color = "#1a1a1a") => `<mj-text color="${color}">${inner}</mj-text>`;
const marked = (parts) =>
  parts
    .map((part) => (part.marked ? `<mark>${escaped(part.text)}</mark>` : escaped(part.text)))
    .join("");

function mjmlOf({ heading, kind, source, facts, passages, button, links, foot, language }) {
  return `<mjml lang="${language}"><mj-head><mj-title>${escaped(heading)}</mj-title></mj-head><mj-body><mj-section><mj-column>
${paragraph(`<b>${escaped(kind)}</b> · ${escaped(source)}`, "#595959")}
${paragraph(`<h1>${escaped(heading)}</h1>`)}
<mj-table>${facts.map(([label, value]) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`).join("")}</mj-table>
${passages.map(({ speaker, parts, lang, dir }) => paragraph(`<blockquote lang="${lang}" dir="${dir}"><b>${escaped(speaker ?? "")}</b><br>${marked(parts)}</blockquote>`)).join("\n")}
<mj-button href="${escaped(button.url)}">${escaped(button.words)}</mj-button>
<mj-divider border-width="1px" border-color="#d5d5d5" />
${links.map(({ before, url, words }) => paragraph(`${escaped(before)}<a href="${escaped(url)}">${escaped(words)}</a>`)).join("\n")}
${paragraph(escaped(foot), "#595959")}
</mj-column></mj-section></mj-body></mjml>`;
}

function reactOf({ heading, kind, source, facts, passages, button, links, foot, language }) {
  const quiet = { color: "#595959" };
  return h(
    Html,
    { lang: language },
    h(Head, null, h("title", null, heading)),
    h(
      Body,
      null,
      h(
        Container,
        null,
        h(Text, { style: quiet }, h("b", null, kind), " · ", source),
        h(Heading, { as: "h1" }, heading),
        h(
          "table",
          { role: "presentation" },
          h(
            "tbody",
            null,
            facts.map(([label, value]) =>
              h("tr", { key: label }, h("td", null, label), h("td", null, value)),
            ),
          ),
        ),
        passages.map(({ speaker, parts, lang, dir }, n) =>
          h(
            "blockquote",
            { key: n, lang, dir },
            h("b", null, speaker),
            h("br"),
            parts.map((part, at) => (part.marked ? h("mark", { key: at }, part.text) : part.text)),
          ),
        ),
        h(Section, null, h(Button, { href: button.url }, button.words)),
        h(Hr),
        links.map(({ before, url, words }, n) =>
          h(Text, { key: n }, before, h(Link, { href: url }, words)),
        ),
        h(Text, { style: quiet }, foot),
      ),
    ),
  );
}

let mail = null;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.mail !== undefined) {
    mail = asked.mail;
    continue;
  }
  const begun = performance.now();
  let bytes = 0;
  for (let n = 0; n < asked.times; n += 1) {
    const [html, text] = await ways[asked.way](mail);
    bytes = html.length + text.length;
  }
  console.log(JSON.stringify({ ms: performance.now() - begun, bytes }));
}
