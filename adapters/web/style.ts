/** A column of text like a printed page, light or dark by the reader's preference, down to the width of a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1c1a; --soft: #625e56; --line: #e2ded5; --edge: #8d887d; --link: #7a3b10; --code: #f0ece3;
  --mark: #fbe3b5; --bar: #b8703a; --bad: #a3241b; --well: #2c6a35;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e9e5dd; --soft: #a39d91; --line: #33302b; --edge: #7b756a; --link: #e3a97b; --code: #262420;
    --mark: #5a4315; --bar: #c98a56; --bad: #f08a80; --well: #8fca98;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 46rem; padding: 0 clamp(1rem, 5vw, 2rem) 3rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
  overflow-wrap: anywhere;
}
.skip { position: absolute; left: -99rem; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--ink); color: var(--paper); }
.skip:focus { left: 1rem; z-index: 1; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
header, nav, .facts, .notes, .muted, footer, form, table, dl, .pager, .chart, .message-preview, .findings, .tabs {
  font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.top { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.2rem; padding: 1.1rem 0; border-bottom: 1px solid var(--line); }
.brand { display: inline-flex; align-items: center; gap: 0.55rem; font-weight: 650; text-decoration: none; }
.brand img { width: 1.5rem; height: 1.5rem; }
.top nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; font-size: 0.93rem; }
.top form { flex: 1 1 11rem; }
.top nav { gap: 0.3rem 0.9rem; }
.top a, .tabs a, .pager a { text-underline-offset: 0.25em; }
[aria-current] { font-weight: 650; text-decoration-thickness: 2px; text-decoration-color: var(--link); }
form { display: flex; gap: 0.5rem; max-width: 100%; }
input, textarea, button { font: inherit; font-size: 0.93rem; padding: 0.4rem 0.65rem; border: 1px solid var(--edge); border-radius: 0.4rem; background: var(--paper); color: var(--ink); }
input, textarea { width: 100%; min-width: 0; }
input[type=checkbox] { width: auto; }
button { cursor: pointer; background: var(--code); white-space: nowrap; }
button:hover { border-color: var(--link); color: var(--link); }
label { font-size: 0.93rem; }
h1 { margin: 2rem 0 0; font-size: clamp(1.45rem, 5vw, 1.85rem); font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; text-wrap: balance; }
h1 + p { margin-top: 0.8rem; }
h2 { margin: 2.4rem 0 0.7rem; font-size: 1.1875rem; font-weight: 600; line-height: 1.3; }
h3 { margin: 0; font-size: 1.05rem; font-weight: 600; line-height: 1.3; }
.name { margin: 0; font-size: 1.1875rem; text-wrap: pretty; }
p { margin: 0; text-wrap: pretty; }
p + p { margin-top: 0.6rem; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--edge); text-underline-offset: 0.18em; }
a:hover { color: var(--link); text-decoration-color: currentColor; }
main .name a { text-decoration: none; }
main .name a:hover { text-decoration: underline; }
.look { margin-top: 1.6rem; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin-top: 0.9rem; font-size: 0.9rem; }
.tabs .step { margin-left: auto; }
.tabs .step + .step { margin-left: 0; }
.notes { margin-top: 0.9rem; color: var(--soft); font-size: 0.9rem; }
.papers { margin: 1.8rem 0 0; padding: 0; list-style: none; }
.papers > li { display: flow-root; position: relative; margin-bottom: 1.9rem; padding-left: 2.3rem; }
.number { position: absolute; left: 0; top: 0.1rem; color: var(--soft); font: 0.95rem/1.5 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.picture { float: right; width: 7.5rem; height: auto; aspect-ratio: 1200 / 648; margin: 0.25rem 0 0.4rem 1.1rem; object-fit: cover; border-radius: 0.3rem; background: var(--code); }
.summary { margin-top: 0.25rem; }
.facts { margin-top: 0.4rem; color: var(--soft); font-size: 0.84rem; line-height: 1.5; }
.facts > span { display: inline-block; max-width: 100%; }
p.facts { margin-top: 0.4rem; }
.muted, footer { color: var(--soft); font-size: 0.88rem; }
mark { background: var(--mark); color: var(--ink); border-radius: 0.15em; }
.pager { display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; margin-top: 1rem; font-size: 0.93rem; color: var(--soft); }
.problem { margin-top: 1.2rem; padding: 0.7rem 1rem; border-left: 3px solid var(--bad); background: var(--code); }
.large { margin-top: 1.4rem; }
.large input { font-size: 1rem; }
.fields { flex-direction: column; gap: 1.1rem; margin-top: 1.4rem; }
.fields > div, .fields label > span { display: block; }
.fields .row { display: flex; flex-wrap: wrap; gap: 1.1rem; }
.fields .row > div { flex: 1 1 9rem; }
.fields fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.fields legend { padding: 0; font-size: 0.93rem; }
.days { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin-top: 0.3rem; }
.check { display: inline-flex; align-items: center; gap: 0.45rem; min-height: 1.9rem; }
.fields button { align-self: flex-start; }
.problem.small { margin-top: 0.3rem; padding: 0.2rem 0.7rem; font-size: 0.9rem; }
.done { margin-top: 1.2rem; padding: 0.7rem 1rem; border-left: 3px solid var(--well); background: var(--code); }
code { padding: 0.1em 0.3em; border-radius: 0.25em; background: var(--code); font: 0.92em ui-monospace, Menlo, Consolas, monospace; }
code.copy { display: inline-block; padding: 0.4rem 0.6rem; user-select: all; }
pre { margin: 0.6rem 0; padding: 0.8rem 1rem; overflow-x: auto; border-radius: 0.4rem; background: var(--code); font: 0.82rem/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.4rem 1.2rem; margin: 1.4rem 0 0; font-size: 0.88rem; }
.abstract { margin-top: 1rem; }
summary { cursor: pointer; }
dt { color: var(--soft); }
dd { margin: 0; }
.chart { margin: 1.2rem 0 0; }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart .axis { stroke: var(--line); stroke-width: 1; }
.chart .line { fill: none; stroke: var(--bar); stroke-width: 2.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.chart .area { fill: var(--bar); opacity: 0.15; }
.chart .bar { fill: var(--bar); }
.chart .none { fill: var(--line); }
.chart figcaption { color: var(--soft); font-size: 0.84rem; }
.ends { display: flex; justify-content: space-between; color: var(--soft); font-size: 0.8rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.88rem; }
th, td { padding: 0.35rem 0.7rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
.wide { overflow-x: auto; }
.findings { margin: 1rem 0 0; padding: 0; list-style: none; font-size: 0.93rem; }
.findings li { margin-top: 0.5rem; padding-left: 0.8rem; border-left: 3px solid var(--line); }
.findings .fault, .findings .warning { border-color: var(--bad); }
.findings .ok { border-color: var(--well); }
.guide { margin-top: 2.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); font-size: 0.92rem; color: var(--soft); }
.guide strong { color: var(--ink); font-weight: 600; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.message-preview { margin-top: 1rem; padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; font-size: 0.94rem; line-height: 1.46; }
.message-preview .block { display: flow-root; }
.message-preview .block + .block { margin-top: 0.4rem; }
.message-preview p + p { margin-top: 0.1rem; }
.message-preview .quiet { margin-bottom: 0.35rem; }
.message-preview .title { font-weight: 700; font-size: 1.12rem; }
.message-preview .control { display: inline-block; margin: 0.2rem 0.35rem 0.1rem 0; padding: 0.2rem 0.7rem; border-radius: 0.3rem; font-size: 0.84rem; }
.message-preview .beside { float: right; margin-left: 0.6rem; }
.message-preview a { text-decoration: none; }
.message-preview a:hover, .message-preview .quiet a { text-decoration: underline; }
.slack { --text: #1d1c1d; --quiet: #5b5a5b; --anchor: #0b5c97; background: #fff; color: var(--text); }
.slack .control { border: 1px solid #868686; }
.discord { --text: #2e3035; --quiet: #565860; --anchor: #005bc4; background: #fbfbfb; color: var(--text); }
.discord .control { background: #e3e5e8; }
.email { --text: #1d1c1a; --quiet: #5f5b53; --anchor: #7a3b10; background: #fbfaf7; color: var(--text); }
.email .control { border: 1px solid #cfc9bd; }
.message-preview a { color: var(--anchor); }
.message-preview .quiet { color: var(--quiet); font-size: 0.82rem; }
@media (prefers-color-scheme: dark) {
  .slack { --text: #d1d2d3; --quiet: #ababad; --anchor: #4fb0e8; background: #1a1d21; }
  .slack .control { border-color: #797c81; }
  .discord { --text: #dbdee1; --quiet: #a3aab3; --anchor: #41b4fb; background: #313338; }
  .discord .control { background: #4e5058; color: #fff; }
  .email { --text: #e9e5dd; --quiet: #a8a296; --anchor: #e3a97b; background: #171614; }
  .email .control { border-color: #4a453d; }
}
@media (max-width: 36rem) {
  .tabs .step + .step { margin-left: auto; }
  .papers > li { padding-left: 0; }
  .number { position: static; float: left; margin-right: 0.6rem; line-height: 1.62; }
  .picture { width: 5.5rem; margin-left: 0.8rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@media print { .top form, .top nav, .tabs, .pager, .skip { display: none; } }
`
