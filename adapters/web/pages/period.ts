import { PERIODS, type Period, type PeriodPage } from '../../../src/pages/period-page.ts'
import { type Html, html, NOTHING, pathOf } from '../html.ts'
import { entriesHtml, noteHtml, pagerHtml } from './entries.ts'
import { current, layout, type Site } from './layout.ts'

const NAMES: Readonly<Record<Period, string>> = { day: 'Day', week: 'Week', month: 'Month' }

const periodPath = (period: Period, name: string): string => `/${period}/${name}`

/** Day, week and month, and the ones before and after. */
function tabs({ period, related, previous, next }: PeriodPage): Html {
  const step = (name: string | undefined, rel: 'prev' | 'next', text: string): Html =>
    name === undefined
      ? NOTHING
      : html`<a class="step" rel="${rel}" href="${periodPath(period, name)}">${text}</a>\n`
  return html`<nav class="tabs" aria-label="Days, weeks and months">
${PERIODS.map(each => html`<a href="${periodPath(each, related[each])}"${current(each === period)}>${NAMES[each]}</a>\n`)}${step(previous, 'prev', `← Previous ${period}`)}${step(next, 'next', `Next ${period} →`)}</nav>`
}

/** A list of the papers of a day, a week or a month. @param options.below what comes after the list on the first page */
export function periodPage(
  page: PeriodPage,
  {
    site,
    here,
    below = NOTHING,
  }: { site: Site; here?: 'today' | 'week' | 'month' | undefined; below?: Html },
): Html {
  const { period, name, title, list, isAhead, status } = page
  const { subtitle } = list
  const listHtml =
    list.total > 0
      ? html`${noteHtml(subtitle)}${entriesHtml(list, site)}
${pagerHtml(list, to => pathOf(periodPath(period, name), { page: to }))}`
      : noteHtml(
          isAhead
            ? `This ${period} hasn’t begun yet.`
            : `No papers were listed ${period === 'day' ? 'on' : 'in'} this ${period}.`,
        )
  const main = html`<h1>${title}</h1>
${tabs(page)}
${listHtml}
${noteHtml(status)}${below}`
  return layout({ title, here, main }, site)
}
