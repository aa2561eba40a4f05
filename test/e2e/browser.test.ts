import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dozenPapers, manyPapers, wirePaper } from '../fixtures/papers.ts'
import { startWebBot } from './web-bot.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) console.warn(`There is no Chromium at ${CHROMIUM}: the pages aren't tried in a browser.`)

const ARGS =
  `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/)

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const HOSTILE = wirePaper({
  id: '2611.66666',
  day: '2026-11-24',
  title: '<img src=x onerror="document.title=1"><script>document.title=2</script> Agents "of" \u202eChaos',
  abstract: '</p><script>document.title=3</script> agents',
  authors: ['"><svg onload=alert(1)>'],
  upvotes: 500,
})

const DAYS = {
  '2026-11-24': [HOSTILE, ...dozenPapers('2026-11-24'), ...manyPapers(60, '2026-11-24')],
  '2026-11-23': dozenPapers('2026-11-23'),
}

const PAGES = [
  '/',
  '/?nothing',
  '/day/2026-11-23',
  '/week/2026-W48',
  '/month/2026-11',
  '/search',
  '/search?q=agents+that+read+documentation',
  '/search?q=(agents',
  '/papers/2611.92401',
  '/papers/2611.66666',
  '/try',
  '/try?q=agents',
  '/admin',
  '/nothing',
]

const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

/** What axe finds wrong on a page, by rule, with the elements. */
async function faultsOf(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(`${AXE}; axe.run().then(({ violations }) => violations)`)
  return violations.parse(found).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

describe.skipIf(!hasChromium)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  })
  afterAll(() => browser?.close())

  /** A page of the bot, and the errors that the browser reports. */
  async function open(url: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ baseURL: url, ...options })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    page.on('console', message => {
      // The browser says that of each page whose status is 404.
      if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4')) {
        errors.push(message.text())
      }
    })
    const elsewhere: string[] = []
    page.on('request', request => {
      if (!request.url().startsWith(url)) elsewhere.push(request.url())
    })
    return { page, errors, elsewhere, close: () => context.close() }
  }

  // Each colour scheme and each layout once: what axe looks for depends on no more.
  it.each([
    ['light', { colorScheme: 'light' }],
    ['on a small phone, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ] as const)('every page is accessible and fits, %s', async (_, options) => {
    const url = await startWebBot(DAYS)
    // The policy forbids scripts, axe too.
    const { page, errors, elsewhere, close } = await open(url, { ...options, bypassCSP: true })
    for (const path of PAGES) {
      await page.goto(path)
      expect({ path, faults: await faultsOf(page) }).toEqual({ path, faults: [] })
      const sideways = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect({ path, sideways }).toEqual({ path, sideways: 0 })
    }
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] })
    await close()
  })

  it('works without script: first visit, day to day, paging, search, a paper, a topic', async () => {
    const url = await startWebBot(DAYS)
    const { page, elsewhere, close } = await open(url, { javaScriptEnabled: false })
    const heading = () => page.locator('h1').innerText()
    await page.goto('/')
    expect(await heading()).toBe('Today · Tuesday 24 November')
    await page.getByRole('link', { name: 'Next page' }).click()
    expect(await page.locator('.papers > li').count()).toBe(23)
    await page.getByRole('link', { name: 'Previous day' }).click()
    expect(await heading()).toBe('Yesterday · Monday 23 November')
    await page.getByRole('searchbox').fill('birdsong')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.locator('mark').first().innerText()).toBe('Birdsong')
    await page.locator('.papers a').first().click()
    expect(await heading()).toBe('A Tokenizer for Birdsong')
    await page.getByRole('link', { name: 'Try a topic' }).click()
    await page.getByRole('searchbox', { name: 'Topic' }).fill('agents')
    await page.getByRole('button', { name: 'Try it' }).click()
    expect(await page.locator('.message-preview').count()).toBe(3)
    expect(await page.locator('.message-preview').first().isVisible()).toBe(true)
    expect(elsewhere).toEqual([])
    await close()
  })

  it('works by keyboard alone', async () => {
    const url = await startWebBot(DAYS)
    const { page, close } = await open(url)
    const focused = () => page.evaluate('document.activeElement.textContent.trim()')
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to content')
    const box = await page.locator('.skip').boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Day')
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    expect(outline).toBe('solid')
    for (let each = 0; each < 4; each++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/papers/2611.66666')
    await close()
  })

  it('hostile titles do nothing', async () => {
    const url = await startWebBot(DAYS)
    for (const bypassCSP of [false, true]) {
      const { page, errors, elsewhere, close } = await open(url, { bypassCSP })
      for (const path of ['/', '/papers/2611.66666', '/search?q=chaos', '/try?q=chaos']) {
        await page.goto(path)
        expect(await page.title()).toMatch(/ · Paper Round$/)
        expect(await page.locator('main').innerText()).toContain('<script>document.title=2</script>')
        expect(await page.locator('main script, main img').count()).toBe(0)
      }
      expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] })
      await close()
    }
  })

  it('the operator signs in and out', async () => {
    const url = await startWebBot(DAYS, { WEB_TOKEN: 'correct-horse-battery' })
    const { page, errors, close } = await open(url, { javaScriptEnabled: false })
    await page.goto('/admin')
    await page.getByLabel('Token').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(await page.getByRole('alert').innerText()).toBe('That isn’t the token.')
    await page.getByLabel('Token').fill('correct-horse-battery')
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(await page.locator('main').innerText()).toContain('preview:local')
    await page.getByRole('button', { name: 'Sign out' }).click()
    expect(await page.getByLabel('Token').isVisible()).toBe(true)
    expect(errors).toEqual([])
    await close()
  })
})
