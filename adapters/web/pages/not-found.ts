import { type Html, html } from '../html.ts'
import { layout, type Site } from './layout.ts'

/** @param text what isn't here, in a sentence */
export const notFoundPage = (site: Site, text = 'There is nothing at this address.'): Html =>
  layout(
    {
      title: 'Page not found',
      main: html`<h1>Page not found</h1>
<p class="notes">${text} <a href="/">Today’s papers</a> are here, and the search above finds all others.</p>`,
    },
    site,
  )
