import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderDigestMail } from '../../adapters/email/render-digest.ts'
import { fakeLinks } from '../fakes/mail/addresses.ts'
import { everydayDigest, fullestDigest, hostileDigest } from '../fixtures/digests.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) console.warn(`There is no Chromium at ${CHROMIUM}: mails aren't tried in a browser.`)

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

const digests = { everyday: everydayDigest, fullest: fullestDigest, hostile: hostileDigest }
const cases = Object.entries(digests).flatMap(([name, digest]) =>
  [360, 800].flatMap(width => (['light', 'dark'] as const).map(scheme => ({ name, digest, width, scheme }))),
)

describe.skipIf(!hasChromium)('a mail in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  })
  afterAll(() => browser.close())

  it.each(cases)(
    '$name, $width px, $scheme: fits, can be read, and needs no images',
    async ({ digest, width, scheme }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
      const page = await context.newPage()
      const asked: string[] = []
      await page.route('**/*', async route => {
        asked.push(route.request().url())
        await route.abort()
      })
      const { html = '' } = renderDigestMail(
        { ...digest, layout: 'standard' },
        { channel: 'email:a1b2', links: fakeLinks },
      )
      await page.setContent(html)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      const thumbnails = digest.entries.flatMap(({ thumbnailUrl = [] }) => thumbnailUrl)
      expect(new Set(asked)).toEqual(new Set(thumbnails))
      const images: unknown = await page.evaluate('[...document.images].map(image => image.offsetHeight)')
      expect(images).toEqual(thumbnails.map(() => 0))
      const shown = z.string().parse(await page.evaluate('document.body.innerText'))
      expect(shown).toContain('Unsubscribe')
      expect(shown).not.toContain('Also: ')
      const found: unknown = await page.evaluate(
        `${AXE}; axe.run({ rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }).then(({ violations }) => violations)`,
      )
      expect(
        violations.parse(found).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ).toEqual([])
      await context.close()
    },
  )
})
