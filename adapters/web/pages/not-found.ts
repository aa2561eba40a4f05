import { type Html, html } from '../html.ts'
import { layout, type Site } from './layout.ts'

/** @param text what isn't here, in a sentence */
export const notFoundPage = (
  site: Site,
  text = 'There is nothing at this address.',
  title = 'Page not found',
): Html =>
  layout(
    {
      title,
      main: html`<h1>${title}</h1>
<p class="notes">${text} <a href="/">Today’s papers</a> are here, and the search above finds all others.</p>`,
    },
    site,
  )
