import type { Digest } from '../../../src/messages/digest.ts'
import type { ReplySpan } from '../../../src/messages/reply.ts'
import { externalLink, type Html, html, NOTHING } from '../html.ts'
import { factsHtml, heading, lineHtml, noteHtml } from './entries.ts'
import { layout, type Site } from './layout.ts'

/** How to connect a chat, below the list while none is connected. */
export const guideHtml = (lines: readonly (readonly ReplySpan[])[]): Html =>
  lines.length === 0
    ? NOTHING
    : html`<aside class="guide" aria-label="Preview">
${lines.filter(line => line.length > 0).map(line => html`<p>${lineHtml(line)}</p>\n`)}</aside>`

/** The sample day; its papers have no pages. */
const sampleHtml = ({ title, subtitle, entries }: Digest): Html => html`<h1>${title}</h1>
${noteHtml(subtitle)}<ol class="papers">
${entries.map(
  (entry, index) => html`<li>
<span class="number" aria-hidden="true">${index + 1}</span>
${heading(2, externalLink(entry.url, entry.title))}
<p class="summary">${entry.summary}</p>
${factsHtml(entry.facts)}
</li>
`,
)}</ol>`

/** The first page before any paper was collected. */
export function firstPage(
  { sample, status, guide }: { sample?: Digest | undefined; status: string; guide: Html },
  site: Site,
): Html {
  const main = html`${sample ? sampleHtml(sample) : html`<h1>No papers yet</h1>\n`}
${noteHtml(status)}${guide}`
  return layout({ title: sample?.title ?? 'No papers yet', here: 'today', main }, site)
}
