/** The one style sheet: system fonts, a readable column, dark where the reader wants it. */
export const style = `:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1c1e; --quiet: #5a5f66; --line: #d5d8dc; --link: #0b4f9e;
  --tint: #f3f5f8; --mark: #fff0a8; --added: #d9f2df; --removed: #fbdcd9; --warn: #fff4d6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e8e6e3; --quiet: #a6abb2; --line: #3a3f46; --link: #8ab8f5;
    --tint: #1f2226; --mark: #6b5a00; --added: #1d4427; --removed: #5a2420; --warn: #42370f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem; z-index: 1; }
.notice { background: var(--warn); padding: .5rem 1rem; text-align: center; font-size: .9375rem; }
.bar, main, .foot { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline;
  padding-top: 1rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); }
.bar .name { font-weight: 700; font-size: 1.125rem; text-decoration: none; color: var(--ink); margin-right: auto; }
.bar a { padding: .25rem 0; }
.foot { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem;
  color: var(--quiet); font-size: .9375rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.5rem 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .9375rem; }
.lead { font-size: 1.1875rem; line-height: 1.5; }
.tag { display: inline-block; padding: 0 .5em; border-radius: 1em; border: 1px solid var(--line);
  font-size: .8125rem; color: var(--quiet); white-space: nowrap; }
.tag.strong { background: var(--warn); color: var(--ink); border-color: transparent; }
.list { list-style: none; margin: 0; padding: 0; }
.list > li { padding: 1rem 0; border-bottom: 1px solid var(--line); }
.list > li:last-child { border-bottom: 0; }
.list .quiet { margin: .25rem 0 0; }
blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 4px solid var(--line); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: 0 0 1.5rem;
  font-size: .9375rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; }
.turn { border-left: 3px solid var(--link); padding-left: .875rem; margin: 0 0 1.25rem; }
.turn > :last-child { margin-bottom: 0; }
.speaker { font-weight: 650; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem auto; width: 5rem; }
mark { background: var(--mark); color: inherit; padding: 0 .1em; border-radius: .15em; }
ins { background: var(--added); text-decoration-thickness: 1px; }
del { background: var(--removed); }
form { margin: 0 0 1.5rem; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
.hint { color: var(--quiet); font-size: .9375rem; margin: .25rem 0 1rem; }
input[type=text], input[type=email], input[type=search] { width: 100%; font: inherit; padding: .6rem .7rem;
  border: 1px solid var(--quiet); border-radius: .4rem; background: var(--paper); color: var(--ink); }
button, .button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; border: 0; border-radius: .4rem;
  background: var(--link); color: var(--paper); cursor: pointer; text-decoration: none; display: inline-block; }
.search { display: flex; gap: .5rem; align-items: end; }
.search > div { flex: 1; min-width: 0; }
.problem { border: 1px solid var(--line); border-left: 5px solid #c0392b; background: var(--tint);
  padding: .75rem 1rem; border-radius: .3rem; margin: 0 0 1.5rem; }
.problem pre { overflow-x: auto; margin: .5rem 0; font: .9375rem/1.3 ui-monospace, Menlo, Consolas, monospace; }
.problem p { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
@media (max-width: 28rem) {
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  h1 { font-size: 1.4375rem; }
}
`;
