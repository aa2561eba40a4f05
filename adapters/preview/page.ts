import type { Digest, Entry, Span } from '../../src/messages/digest.ts'
import type { ReplySpan } from '../../src/messages/reply.ts'
import { escapeHtml, linkHtml, spanHtml } from './html.ts'
import { PAGE_POLICY, PAGE_STYLE } from './page-style.ts'

/** What the preview page shows. */
export interface PageView {
  digest?: Digest | undefined
  /** Lines below the digest, for example from `previewGuide`. */
  status: readonly (readonly ReplySpan[])[]
  version: string
  /** ms UTC */
  generatedAt: number
}

const NO_DIGEST = 'No digest yet'

const paragraph = (name: string, inner: string): string =>
  inner ? `<p${name && ` class="${name}"`}>${inner}</p>` : ''

const spansHtml = (spans: readonly ReplySpan[]): string => spans.map(spanHtml).join('')

/** A fact isn't broken across lines if it fits, and the dot after it stays on its line. */
const factsHtml = (facts: readonly Span[]): string =>
  facts
    .filter(({ text }) => text.trim())
    .map((fact, index, { length }) => `<span>${spanHtml(fact)}${index < length - 1 ? ' ·' : ''}</span>`)
    .join(' ')

const entryHtml = ({ title, url, summary, facts }: Entry): string => `<li>
<h2>${linkHtml(url, escapeHtml(title))}</h2>
${paragraph('summary', escapeHtml(summary))}
${paragraph('facts', factsHtml(facts))}
</li>`

const digestHtml = ({
  title,
  subtitle = '',
  entries,
  notes,
}: Digest): string => `<h1>${escapeHtml(title)}</h1>
${paragraph('notes', escapeHtml(subtitle))}
<ol>
${entries.map(entryHtml).join('\n')}
</ol>
${notes.map(note => paragraph('notes', spansHtml(note))).join('\n')}`

/** `2026-11-23T09:00:00.000Z` → `2026-11-23 09:00 UTC` */
const stamp = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

/**
 * One self-contained HTML page: no script, no image, nothing loaded from elsewhere. All text is escaped, and only http and
 * https addresses become links.
 */
export function renderPage({ digest, status, version, generatedAt }: PageView): string {
  const made = new Date(generatedAt).toISOString()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(PAGE_POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(digest?.title ?? NO_DIGEST)} · Paper Round</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${digest ? digestHtml(digest) : `<h1>${NO_DIGEST}</h1>`}
</main>
<aside class="status">
${status.map(line => paragraph('', spansHtml(line))).join('\n')}
</aside>
<footer>Paper Round ${escapeHtml(version)} · made <time datetime="${made}">${stamp(made)}</time></footer>
</body>
</html>
`
}
