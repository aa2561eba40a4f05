import type { SearchPage } from '../../../src/pages/search-page.ts'
import type { Mount } from '../app.ts'
import { paperPath } from '../html.ts'
import { redirect, toPage } from '../page-cache.ts'
import { searchPage } from '../pages/search.ts'
import { pageNumber } from '../parameters.ts'
import type { SiteParts } from '../site-parts.ts'

function statusOf(page: SearchPage): number {
  if (page.kind !== 'refused') return 200
  return page.isBusy ? 503 : 400
}

/** The search; an id or a link leads to its paper. */
export const mountSearch =
  ({ pages, site, cache }: SiteParts): Mount =>
  app => {
    app.get(
      '/search',
      cache(
        async c => {
          const page = await pages.search(c.req.query('q') ?? '', pageNumber(c))
          if (page.kind === 'paper') return redirect(paperPath(page.id))
          return toPage(searchPage(page, site), statusOf(page))
        },
        { searches: true },
      ),
    )
  }
