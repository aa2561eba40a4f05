import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { raw } from 'hono/html'
import { PACKAGE_FOLDER } from '../../shared/package-folder.ts'
import type { Mount } from '../app.ts'
import { renderDocument } from '../document.ts'
import { toPage } from '../page-cache.ts'
import { layout } from '../pages/layout.ts'
import type { SiteParts } from '../site-parts.ts'

const DOCUMENT = join(PACKAGE_FOLDER, 'docs/privacy.md')

/** What is stored about people, in the same words as in the documentation. */
export const mountPrivacy =
  ({ site, cache }: SiteParts): Mount =>
  app => {
    app.get(
      '/privacy',
      cache(async () => {
        const { title, main } = renderDocument(await readFile(DOCUMENT, 'utf8'))
        return toPage(layout({ title, main: raw(main) }, site))
      }),
    )
  }
