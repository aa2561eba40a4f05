import type { Period } from '../../../src/pages/period-page.ts'
import type { Mount } from '../app.ts'
import { type Page, toPage } from '../page-cache.ts'
import { firstPage, guideHtml } from '../pages/first.ts'
import { notFoundPage } from '../pages/not-found.ts'
import { periodPage } from '../pages/period.ts'
import { pageNumber } from '../parameters.ts'
import type { SiteParts } from '../site-parts.ts'

/** The lists of days, weeks and months. */
export const mountLists =
  ({ pages, site, welcome, cache }: SiteParts): Mount =>
  app => {
    const missing = (text: string): Promise<Page> => toPage(notFoundPage(site, text), 404)

    app.get(
      '/',
      cache(
        async () => {
          const [newest, shown] = await Promise.all([pages.periods.newest(1), welcome()])
          const below = guideHtml(shown.guide)
          return toPage(
            newest
              ? periodPage(newest, { site, here: 'today', below })
              : firstPage({ ...shown, guide: below }, site),
          )
        },
        { hasStatus: true },
      ),
    )

    const mountPeriod = (period: Period, example: string): void => {
      app.get(
        `/${period}/:name`,
        cache(async c => {
          const name = c.req.param('name') ?? ''
          const page = await pages.periods.find(period, name, pageNumber(c))
          return page
            ? toPage(periodPage(page, { site }))
            : missing(`“${name}” isn’t a ${period}; one is written ${example}.`)
        }),
      )
    }
    mountPeriod('day', '2026-11-20')
    mountPeriod('week', '2026-W47')
    mountPeriod('month', '2026-11')

    const mountNewest = (period: 'week' | 'month'): void => {
      app.get(
        `/${period}`,
        cache(async c => {
          const newest = await pages.periods.newest(1)
          const page = newest && (await pages.periods.find(period, newest.related[period], pageNumber(c)))
          return page
            ? toPage(periodPage(page, { site, here: period }))
            : toPage(firstPage({ ...(await welcome()), sample: undefined, guide: guideHtml([]) }, site))
        }),
      )
    }
    mountNewest('week')
    mountNewest('month')
  }
