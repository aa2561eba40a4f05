import { createHash } from 'node:crypto'

/** A column of text like a printed page, light or dark by the reader's preference, down to the width of a phone. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1c1a; --soft: #67635b; --line: #e2ded5; --link: #7a3b10; --code: #f0ece3;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #171614; --ink: #e9e5dd; --soft: #9d978b; --line: #33302b; --link: #e3a97b; --code: #262420; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 42rem; padding: clamp(1.75rem, 7vw, 4.5rem) clamp(1.1rem, 5vw, 2rem);
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 2.25rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
h1 { font-size: clamp(1.5rem, 5vw, 1.85rem); font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 0; font-size: 1.1875rem; font-weight: 600; line-height: 1.3; text-wrap: pretty; }
p { margin: 0; text-wrap: pretty; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 0.18em; }
a:hover, a:focus-visible { color: var(--link); text-decoration-color: currentColor; }
h2 a { text-decoration: none; }
ol { margin: 0; padding: 0; list-style: none; counter-reset: entry; }
li { position: relative; margin-bottom: 2rem; padding-left: 2.1rem; counter-increment: entry; }
li::before {
  content: counter(entry); position: absolute; left: 0; top: 0.06rem;
  color: var(--soft); font-size: 1rem; line-height: 1.544rem; font-variant-numeric: tabular-nums;
}
.summary { margin-top: 0.3rem; }
.facts, .notes, .status, footer, small {
  color: var(--soft);
  font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.facts { margin-top: 0.45rem; font-size: 0.84rem; line-height: 1.5; }
.facts span { display: inline-block; max-width: 100%; }
.notes { font-size: 0.9rem; }
h1 + .notes { margin: -1.25rem 0 1.75rem; }
.status { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); font-size: 0.9rem; line-height: 1.6; }
.status p + p { margin-top: 0.6rem; }
.status strong { color: var(--ink); font-weight: 600; }
code { padding: 0.1em 0.3em; border-radius: 0.25em; background: var(--code); font: 0.92em ui-monospace, Menlo, Consolas, monospace; }
small { font-size: 1em; }
footer { margin-top: 2rem; font-size: 0.8rem; }
@media (max-width: 30rem) { li { padding-left: 1.6rem; } }
@media print { body { padding: 0; } }
`

/** The page's Content-Security-Policy: it loads nothing, and applies only its own style, identified by its hash. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`
