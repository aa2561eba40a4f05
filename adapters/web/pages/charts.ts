import type { Snapshot } from '../../../src/papers/paper.ts'
import { plural, wholeText } from '../../../src/text/format.ts'
import { dayText, shortDayText } from '../../../src/time/time-text.ts'
import { type Html, html, NOTHING } from '../html.ts'

/** The drawing's own units; it is as wide as the column. */
const WIDTH = 640
const HEIGHT = 110

const rounded = (value: number): string => value.toFixed(1)
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** How a paper's upvotes grew, from its snapshots; nothing where they didn't. */
export function upvotesChart(snapshots: readonly Snapshot[]): Html {
  const [first, last] = [snapshots[0], snapshots.at(-1)]
  if (!first || !last || snapshots.every(({ counts }) => counts.upvotes === first.counts.upvotes))
    return NOTHING
  const most = Math.max(1, ...snapshots.map(({ counts }) => counts.upvotes))
  const x = (at: number): string => rounded(((at - first.at) / (last.at - first.at)) * WIDTH)
  const y = (upvotes: number): string => rounded(HEIGHT - (upvotes / most) * (HEIGHT - 6))
  const points = snapshots.map(({ at, counts }) => `${x(at)},${y(counts.upvotes)}`).join(' ')
  const [from, to] = [dayOf(first.at), dayOf(last.at)]
  const span = from === to ? `on ${dayText(from)}` : `from ${dayText(from)} to ${dayText(to)}`
  const said = `${plural(last.counts.upvotes, 'upvote')} now, ${wholeText(first.counts.upvotes)} when first seen; ${span}`
  return html`<figure class="chart">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Upvotes over time: ${said}">
<polygon class="area" points="0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}"/>
<line class="axis" x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}"/>
<polyline class="line" points="${points}"/>
</svg>
<div class="ends" aria-hidden="true"><span>${shortDayText(from)}: ${first.counts.upvotes}</span><span>${shortDayText(to)}: ${last.counts.upvotes}</span></div>
<figcaption>Upvotes since the paper was first seen here.</figcaption>
</figure>`
}

/** Papers of each day as bars; a day without any has a stub. */
export function daysChart(days: readonly { day: string; papers: number }[], caption: string): Html {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return NOTHING
  const most = Math.max(1, ...days.map(({ papers }) => papers))
  const step = WIDTH / days.length
  const bars = days.map(({ day, papers }, index) => {
    const height = papers === 0 ? 2 : Math.max(4, (papers / most) * (HEIGHT - 4))
    const place = html`x="${rounded(index * step + step * 0.15)}" y="${rounded(HEIGHT - height)}" width="${rounded(step * 0.7)}" height="${rounded(height)}"`
    return html`<rect class="${papers === 0 ? 'none' : 'bar'}" ${place}><title>${dayText(day)}: ${plural(papers, 'paper')}</title></rect>\n`
  })
  return html`<figure class="chart">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${caption} At most ${plural(most, 'paper')} a day.">
${bars}</svg>
<div class="ends" aria-hidden="true"><span>${shortDayText(first.day)}</span><span>${shortDayText(last.day)}</span></div>
<figcaption>${caption} The highest bar is ${plural(most, 'paper')}.</figcaption>
</figure>`
}
