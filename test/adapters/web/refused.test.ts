import { expect, it } from 'vitest'
import { refusedPage } from '../../../adapters/web/pages/refused.ts'
import { serveSite } from './site-harness.ts'

const SITE = { version: '1.0.0', hasThumbnail: () => false, hasEmail: false }

it.each([
  [405, 'Not allowed'],
  [429, 'Please wait a moment'],
  [500, 'This page failed'],
])('a browser that is refused with a %i sees a page of the site', async (status, title) => {
  const page = String(await refusedPage(status, 'Try <again>.\n', SITE))
  expect(page).toContain(`<h1>${title}</h1>\n<p class="notes">Try &lt;again&gt;.</p>`)
})

it.each([400, 404, 503])('the text of a %i stays as it is', status => {
  expect(refusedPage(status, 'No.', SITE)).toBeUndefined()
})

it('says so on the site for a method that isn’t allowed', async () => {
  const site = await serveSite()
  const refused = await site.post('/', {}, { accept: 'text/html' })
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect(await refused.text()).toContain('<p class="notes">POST isn’t allowed here. Use GET or HEAD.</p>')
})
