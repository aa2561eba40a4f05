import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pathOf, serveEmail } from '../adapters/web/email-harness.ts'
import { linkIn } from '../fakes/mailer.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

/** Where to put pictures of the pages, for people to look at. */
const PICTURES = process.env.PICTURES

describe.skipIf(!hasChromium)('e-mail in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox'] })
  })
  afterAll(() => browser?.close())

  // Each colour scheme and each layout once: what axe looks for depends on no more.
  it.each([
    { width: 360, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' },
  ] as const)('begins and ends without script: $width px, $colorScheme', async ({ width, colorScheme }) => {
    const { url, mailer, email, store } = await serveEmail()
    // Without script in our pages; axe needs it, so it looks at them in another context.
    const settings = { baseURL: url, viewport: { width, height: 800 }, colorScheme }
    const reader = await browser.newContext({ ...settings, javaScriptEnabled: false })
    const inspector = await browser.newContext({ ...settings, bypassCSP: true })
    const page = await reader.newPage()
    let pictures = 0

    async function inspect(): Promise<void> {
      const inspected = await inspector.newPage()
      await inspected.route('**/*', async route => {
        if (route.request().resourceType() !== 'document') return route.continue()
        await route.fulfill({ body: await page.content(), contentType: 'text/html; charset=utf-8' })
      })
      await inspected.goto('/inspected')
      const found: unknown = await inspected.evaluate(
        `${AXE}; axe.run().then(({ violations }) => violations)`,
      )
      const faults = violations
        .parse(found)
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
      expect(faults, page.url()).toEqual([])
      const overflow: unknown = await inspected.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(overflow, page.url()).toBe(0)
      if (PICTURES)
        await inspected.screenshot({
          path: `${PICTURES}/${width}-${colorScheme}-${++pictures}.png`,
          fullPage: true,
        })
      await inspected.close()
    }

    await page.goto('/try?q=agents')
    await inspect()
    const coming = mailer.sent.next()
    await page.getByLabel('Your e-mail address').fill('ada@example.org')
    await page.getByRole('button', { name: 'Get it by e-mail' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Check your mailbox')
    await inspect()
    const mail = await coming

    await page.goto(linkIn(mail, '/email/confirm'))
    await inspect()
    await page.getByRole('button', { name: 'Yes, send me digests' }).click()
    await inspect()
    const channel = (await email.addresses.channelOf('ada@example.org')) ?? 'email:none'
    expect(await store.channels.topics(channel)).toEqual(['agents'])

    await page.goto(pathOf(email.links.settings(channel)))
    await inspect()
    await page.getByLabel('Topics').fill('robots\nworld models')
    await page.getByLabel('Time', { exact: true }).fill('17:30')
    await page.getByLabel('Time zone').fill('Nowhere')
    await page.getByRole('checkbox', { name: 'Sat' }).uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByRole('alert').last().textContent()).toContain('isn’t a time zone')
    await inspect()
    expect(await page.getByLabel('Topics').inputValue()).toBe('robots\nworld models')
    await page.getByLabel('Time zone').fill('Paris')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByRole('status').textContent()).toBe('Saved.')
    expect(await store.channels.find(channel)).toMatchObject({
      time: '17:30',
      timezone: 'Europe/Paris',
      days: [1, 2, 3, 4, 5, 7],
    })
    await page.getByRole('button', { name: 'Pause the digests' }).click()
    await inspect()

    await page.goto(pathOf(email.links.unsubscribe(channel)))
    await inspect()
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    expect(await store.channels.topics(channel)).toEqual([])
    await inspect()

    await page.goto(pathOf(email.links.settings(channel)))
    await page.getByLabel('Remove my address').check()
    await page.getByRole('button', { name: 'Forget me' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You are forgotten')
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])
    await inspect()
    expect(await reader.cookies()).toEqual([])
    await page.setContent(mail.html ?? '')
    await inspect()
    await reader.close()
    await inspector.close()
  })
})
