import type { Context } from 'hono'
import type { Asker } from '../../../src/collecting/look-up.ts'
import type { Missing } from '../../../src/pages/paper-page.ts'
import type { CitationFormat } from '../../../src/papers/citation-file.ts'
import { paperIdOf } from '../../../src/papers/paper-link.ts'
import { waitText } from '../../../src/time/time-text.ts'
import type { Mount, WebEnv } from '../app.ts'
import { decodedPath, NOTHING, paperPath } from '../html.ts'
import { type Page, redirect, toPage, toPageWithRest } from '../page-cache.ts'
import { notFoundPage } from '../pages/not-found.ts'
import { paperPage, similarHtml } from '../pages/paper.ts'
import type { SiteParts } from '../site-parts.ts'
import { visitorOf } from '../visitor.ts'

/** For limits, all visitors together count as one workspace, and each address as one person. */
const askerOf = (c: Context<WebEnv>): Asker => ({
  person: `web/${visitorOf(c.env.incoming)}`,
  workspace: 'web',
})

const MEDIA_TYPES: Readonly<Record<CitationFormat, string>> = {
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
}

/** The heading where a paper can't be looked up for now: it may well exist. */
const NOT_NOW = 'Not available right now'

/** Single papers, and their citations. */
export const mountPapers =
  ({ pages, site, cache }: SiteParts): Mount =>
  app => {
    function missing(id: string, result: Missing): Promise<Page> {
      switch (result.kind) {
        case 'unknown':
          return toPage(notFoundPage(site, `No paper ${id} on Hugging Face or arXiv.`), 404)
        case 'limited': {
          const text = `${id} isn’t stored here, and too many papers were looked up lately. Try again ${waitText(result.waitMs)}.`
          return toPage(notFoundPage(site, text, NOT_NOW), 503)
        }
        case 'failed': {
          const text = `${id} isn’t stored here and couldn’t be looked up: ${result.reason}. Try again in a minute.`
          return toPage(notFoundPage(site, text, NOT_NOW), 503)
        }
      }
    }

    const FILES: Readonly<Record<string, CitationFormat>> = { bibtex: 'bibtex', ris: 'ris' }

    app.get(
      '/papers/*',
      cache(
        async c => {
          const [, rest = '', ending = ''] =
            /^\/papers\/(.*?)(?:\/(bibtex|ris))?$/.exec(decodedPath(c.req.path)) ?? []
          const id = paperIdOf(rest)
          if (id === undefined) return toPage(notFoundPage(site, `“${rest}” isn’t an arXiv id.`), 404)
          const format = FILES[ending]
          if (format) {
            const result = await pages.paper.cite(id, format, askerOf(c))
            if (result.kind !== 'file') return missing(id, result)
            return {
              body: result.file.text,
              contentType: MEDIA_TYPES[format],
              headers: { 'content-disposition': `attachment; filename="${result.file.name}"` },
            }
          }
          if (rest !== id) return redirect(paperPath(id))
          const page = await pages.paper.find(id, askerOf(c))
          if (page.kind !== 'found') return missing(id, page)
          return toPageWithRest(
            later => paperPage(page, later, site),
            page.similar.then(similarHtml, () => NOTHING),
          )
        },
        { searches: true },
      ),
    )
  }
