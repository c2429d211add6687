/**
 * The one style sheet: system fonts, a readable column, dark where the reader wants it. Colours have at
 * least 4.5:1 against what they stand on, and nothing is said by colour alone.
 */
export const style = `:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a1c1f; --quiet: #565d66; --line: #d9dce1; --edge: #7b838d;
  --link: #0b4f9e; --on-link: #ffffff; --tint: #f4f6f9; --mark: #ffeb99; --note: #fff4d6;
  --added: #d3f2dc; --removed: #fbdcd9; --wrong: #b3261e; --well: #1b6b3a;
  --voice0: #0b4f9e; --voice1: #a1460b; --voice2: #1b6b3a; --voice3: #7a2f8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e7e5e1; --quiet: #a5abb3; --line: #363b42; --edge: #7e868f;
    --link: #8cbaf7; --on-link: #10131a; --tint: #1e2125; --mark: #665600; --note: #3d340f;
    --added: #1b4527; --removed: #5c2621; --wrong: #ff9d94; --well: #7fd49e;
    --voice0: #8cbaf7; --voice1: #f0a671; --voice2: #7fd49e; --voice3: #d79be8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1.0625rem/1.6 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .16em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem .75rem; z-index: 1; }
.notice { background: var(--note); padding: .5rem 1rem; text-align: center; font-size: .9375rem; }

.top { border-bottom: 1px solid var(--line); }
.bar, main, .foot { max-width: 45rem; margin: 0 auto; padding: 0 1.125rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1rem;
  padding-top: .5rem; padding-bottom: .5rem; }
.bar ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; margin: 0; padding: 0; }
.bar a { display: inline-block; padding: .5rem 0; color: var(--ink); text-decoration: none; }
.bar a:hover, .bar [aria-current] { text-decoration: underline; text-decoration-color: var(--link);
  text-decoration-thickness: 2px; text-underline-offset: .4em; }
.bar .name { display: flex; align-items: center; gap: .5rem; font-weight: 700; letter-spacing: -.01em; text-decoration: none; }
.name img { display: block; }
main { padding-top: 1.75rem; padding-bottom: 2.5rem; min-height: 60vh; }
.foot { color: var(--quiet); font-size: .875rem; padding-bottom: 2rem; }
.foot p { border-top: 1px solid var(--line); padding-top: 1rem; }

h1 { font-size: 1.875rem; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.005em; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.0625rem; line-height: 1.4; margin: 0 0 .25rem; }
p, ul, ol { margin: 0 0 1rem; }
ul, ol { padding-inline-start: 1.25rem; }
code { font: .9375em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.quiet, .about, .hint { color: var(--quiet); font-size: .9375rem; }
.about { margin: 0 0 .375rem; line-height: 1.45; }
.about > * { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
.about > *:not(:last-child)::after { content: "·"; margin-inline: .5rem .25rem; display: inline-block; }

.list { list-style: none; margin: 0; padding: 0; }
.list > li { padding: 1rem 0; border-bottom: 1px solid var(--line); }
.list > li:last-child { border-bottom: 0; }
.list h3 { font-size: 1.125rem; line-height: 1.35; font-weight: 600; text-align: left; }
.list h3 a { text-decoration: none; }
.list h3 a:hover { text-decoration: underline; }
.day > h2 { font-size: .9375rem; font-weight: 600; color: var(--quiet); letter-spacing: 0; margin: 2rem 0 0;
  padding-bottom: .375rem; border-bottom: 2px solid var(--line); }
.count { font-size: .9375rem; font-weight: 600; color: var(--quiet); letter-spacing: 0; margin: 1.5rem 0 0; }
.marks { display: flex; flex-wrap: wrap; gap: .375rem; list-style: none; padding: 0; margin: .5rem 0 0; }
.marks li { border: 1px solid var(--line); border-radius: 1rem; padding: .0625rem .625rem; font-size: .8125rem; color: var(--quiet); }
.marks .strong { background: var(--note); border-color: transparent; color: var(--ink); }
.next { margin-top: 1.5rem; }

.note { background: var(--note); border-radius: .4rem; padding: .625rem .875rem; font-size: .9375rem; margin: 0 0 .75rem; }
.facts { margin: 1rem 0 1.75rem; padding: .875rem 1rem; background: var(--tint); border-radius: .5rem; font-size: .9375rem; line-height: 1.45; }
.facts div { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .1875rem 0; }
.facts dt { color: var(--quiet); flex: 0 1 7rem; }
.facts dd { margin: 0; flex: 1 1 9.5rem; min-width: 0; overflow-wrap: anywhere; }
.text { font-size: 1.125rem; line-height: 1.65; }
.text h3 { font-size: 1.1875rem; margin: 1.75rem 0 .5rem; }
.lead { font-size: 1.25rem; line-height: 1.5; margin-bottom: 1.25rem; }
.turn { border-inline-start: 3px solid var(--voice); padding-inline-start: 1rem; margin: 0 0 1.5rem; }
.turn > :last-child { margin-bottom: 0; }
.text .speaker { font-size: .9375rem; line-height: 1.4; margin: 0 0 .25rem; color: var(--voice); }
.of0 { --voice: var(--voice0); } .of1 { --voice: var(--voice1); }
.of2 { --voice: var(--voice2); } .of3 { --voice: var(--voice3); }
.text blockquote, .snippet, .query { margin: .625rem 0; padding-inline-start: .875rem; border-inline-start: 3px solid var(--line); }
.snippet { font-size: 1rem; line-height: 1.55; }
.snippet .speaker { font-weight: 600; }
.query { font-size: 1.25rem; border-color: var(--link); margin-bottom: 1.25rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem auto; width: 5rem; }
mark { background: var(--mark); color: inherit; padding: 0 .1em; border-radius: .15em; }
.history { border-top: 1px solid var(--line); margin-top: 2.5rem; }
.history h2 { margin-top: 1.5rem; }
.history .list > li { padding: .5rem 0; }
.history [aria-current] { font-weight: 700; }
.proof { margin-top: 1rem; font-size: .875rem; overflow-wrap: anywhere; }
.changes { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem; margin: 0 0 2rem; }
.changes h2 { font-size: 1.0625rem; margin: .875rem 0 .5rem; }
.change { border-top: 1px solid var(--line); padding: .75rem 0; }
.change p:last-child { margin: 0; }
.whole ins, .whole del { text-decoration: none; display: block; padding: .375rem .625rem; border-radius: .25rem; }
ins { background: var(--added); text-decoration-thickness: 1px; text-underline-offset: .2em; }
del { background: var(--removed); text-decoration-thickness: 1px; }
ins::before, ins::after, del::before, del::after { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
ins::before { content: " [added: "; } ins::after { content: "] "; }
del::before { content: " [removed: "; } del::after { content: "] "; }

form { margin: 0 0 1.5rem; }
label { display: block; font-weight: 600; margin-bottom: .375rem; }
.hint { margin: .5rem 0 1rem; }
.consent { font-size: .9375rem; margin: 0 0 1rem; }
input, select { width: 100%; min-height: 2.75rem; font: inherit; padding: .5rem .75rem; border: 1px solid var(--edge);
  border-radius: .4rem; background: var(--paper); color: var(--ink); }
[aria-invalid] { border: 2px solid var(--wrong); }
button, .button { display: inline-block; min-height: 2.75rem; font: inherit; font-weight: 600; padding: .5rem 1.125rem;
  border: 1px solid var(--link); border-radius: .4rem; background: var(--link); color: var(--on-link);
  cursor: pointer; text-decoration: none; }
.plain { background: transparent; color: var(--link); }
.plain:hover { background: var(--tint); }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1rem; padding: .5rem .875rem .875rem;
  min-width: 0; overflow-wrap: anywhere; }
fieldset[aria-invalid] { border-color: var(--wrong); }
legend { font-weight: 600; padding: 0 .375rem; margin-inline-start: -.375rem; }
.choice { display: flex; align-items: center; gap: .625rem; font-weight: 400; margin: 0; padding: .375rem 0; min-height: 2.75rem;
  overflow-wrap: anywhere; }
.choice input { width: 1.5rem; height: 1.5rem; min-height: 0; flex: none; margin: 0; accent-color: var(--link); }
.weeks { margin: 1rem 0 1.5rem; }
.weeks figcaption { font-weight: 600; font-size: .9375rem; color: var(--quiet); margin-bottom: .25rem; }
.weeks svg { display: block; width: 100%; height: auto; max-width: 30rem; }
.weeks rect { fill: var(--link); }
.weeks text { fill: var(--quiet); font-size: 12px; text-anchor: middle; }
.weeks .axis { text-anchor: start; } .weeks .axis.end { text-anchor: end; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .9375rem; }
th, td { text-align: start; padding: .25rem 1.5rem .25rem 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
.row input { flex: 1 1 16rem; width: auto; min-width: 0; }
.sheet { background: var(--tint); border-radius: .5rem; padding: 1.25rem 1.125rem; }
.sheet .plain:hover { background: var(--paper); }
summary { cursor: pointer; color: var(--link); font-size: .9375rem; padding: .25rem 0; width: max-content; max-width: 100%; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); gap: .75rem; margin: .5rem 0; }
.fields label { font-weight: 400; font-size: .9375rem; margin-bottom: .125rem; }
.problem { border-inline-start: 4px solid var(--wrong); background: var(--tint); border-radius: .25rem;
  padding: .625rem .875rem; margin: 0 0 .75rem; font-size: 1rem; }
.sheet .problem { background: var(--paper); }
.problem p { margin: 0; }
.problem pre { overflow-x: auto; margin: .5rem 0 .25rem; line-height: 1.3; font-size: 1rem; }
.problem mark { background: none; text-decoration: underline wavy var(--wrong) 1px; text-underline-offset: .25em; }
.caret { color: var(--wrong); font: .9375em/1 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-weight: 700; }
.caret span { visibility: hidden; }

.plainly { list-style: none; padding: 0; margin: 0; }
.cards { list-style: none; margin: 0; padding: 0; }
.cards > li { border-top: 1px solid var(--line); padding: 1.25rem 0 .25rem; }
.cards h2 { margin: 0 0 .25rem; }
.cards .facts { margin: .75rem 0 1rem; }
.health { margin: 0; font-size: .9375rem; }
.health::before { content: ""; display: inline-block; width: .625rem; height: .625rem; border-radius: 50%; margin-inline-end: .5rem;
  background: var(--edge); }
.health.well::before { background: var(--well); }
.health.failing::before { background: var(--wrong); border-radius: 0; }
@media (max-width: 30rem) {
  h1 { font-size: 1.5rem; }
  .bar ul { gap: 0 1rem; }
  .text { font-size: 1.0625rem; line-height: 1.6; }
  .facts { padding: .75rem .875rem; }
  .facts div { gap: 0 .5rem; }
  .facts dt { flex-basis: 6rem; }
  .bar ul { font-size: .9375rem; }
}
@media print {
  .top, .foot, .search, .skip, .next { display: none; }
}
`;
