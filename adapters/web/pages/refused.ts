import { type Html, html } from '../html.ts'
import { layout, type Site } from './layout.ts'

/** What is a page for people in a browser, and a line of text for programs: the title by the status. */
const TITLES: Readonly<Record<number, string>> = {
  405: 'Not allowed',
  429: 'Please wait a moment',
  500: 'This page failed',
}

/** @returns undefined for statuses whose text stays as it is */
export function refusedPage(status: number, text: string, site: Site): Html | undefined {
  const title = TITLES[status]
  if (!title) return undefined
  return layout({ title, main: html`<h1>${title}</h1>\n<p class="notes">${text.trim()}</p>` }, site)
}
