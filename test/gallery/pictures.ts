import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type Browser, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { start } from '../../src/main.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { createManualTimetable } from '../fakes/timetable.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { inTerminal, onDiscord, onSlack, postedOnDiscord, postedOnSlack } from './draw.ts'
import { PAGE_STYLE } from './page.ts'
import { palettePng } from './palette-png.ts'
import { gallery } from './papers.ts'
import { playScenes, type Scene } from './scenes.ts'

/**
 * `npm run pictures [folder]`: makes the pictures of the documentation, `docs/pictures/*.png`, from what the bot really says and serves
 * about made-up papers: messages drawn from what would be sent, web pages of a running bot in Chromium (at `CHROMIUM_PATH`).
 */

const [folder = 'docs/pictures'] = process.argv.slice(2)
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
/** Whoever reads the documentation loads them all, bytes. */
const MAX_BYTES = 150_000
const SCALE = 1.5

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars']

/** A message with its sender, as in a channel. */
const message = (className: string, html: string, width = 520): string =>
  `<div class="shot ${className}" style="width: ${width}px"><div class="from"><span class="face">▤</span> <b>Paper Round</b> <span class="muted">APP  09:00</span></div>${html}</div>`

const STYLE = `${PAGE_STYLE}
body { display: inline-flex; gap: 14px; align-items: start; margin: 0; padding: 14px; }
.shot { padding: 12px 16px; } .from { margin-bottom: 6px; }
.face { display: inline-block; width: 20px; border-radius: 4px; background: #7a3b10; color: #f3c795; text-align: center; }`

const scenes = await playScenes()

function sceneOf(command: string, fits: (scene: Scene) => boolean = () => true): Scene {
  const scene = scenes.find(scene => scene.command === command && fits(scene))
  if (!scene) throw new Error(`The gallery has no scene “${command}”.`)
  return scene
}

const { posted } = sceneOf('', ({ posted }) => posted?.layout === 'compact' && posted.entries.length > 3)
if (!posted) throw new Error('The gallery has no digest.')

const slack = (scene: Scene, width?: number): string => message('slack', onSlack(scene), width)
const discord = (scene: Scene, width?: number): string => message('discord', onDiscord(scene), width)
const form = sceneOf('settings', ({ reply }) => reply.form !== undefined)

/** Pictures of messages, by name. */
const MESSAGES: Readonly<Record<string, string>> = {
  digest: message('slack', postedOnSlack(posted), 560) + message('discord', postedOnDiscord(posted), 460),
  'slack-subscribe': slack(sceneOf('subscribe agents')),
  'slack-settings': `<div class="shot slack" style="width: 460px">${onSlack(form)}</div>`,
  'slack-why': slack(sceneOf('why 2611.10001', ({ about }) => about === 'it will come')),
  'discord-search': discord(sceneOf('search diffusion video')),
  'discord-show': discord(sceneOf('show 2611.10001')),
  query: slack(sceneOf('search titel:agents')),
  terminal: inTerminal(posted),
}

/** Pictures of web pages: their addresses, and how much of them is seen. */
const PAGES: Readonly<Record<string, { path: string; height: number }>> = {
  'web-day': { path: '/', height: 620 },
  'web-search': { path: '/search?q=agents+-video', height: 520 },
  'web-try': { path: '/try?q=agents', height: 900 },
}

/** Decodes a PNG in the browser, which can. */
const READ_PIXELS = (png: Buffer): string => `(async () => {
  const image = await createImageBitmap(await new Blob([Uint8Array.fromBase64('${png.toString('base64')}')]))
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
  canvas.drawImage(image, 0, 0)
  const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height)
  return { width, height, pixels: new Uint8Array(data.buffer).toBase64() }
})()`

const pixelsSchema = z.object({ width: z.int(), height: z.int(), pixels: z.string() })

async function save(page: Page, name: string, of: 'body' | 'window'): Promise<void> {
  const path = join(folder, `${name}.png`)
  const shot = await (of === 'body' ? page.locator('body').screenshot() : page.screenshot())
  const { width, height, pixels } = pixelsSchema.parse(await page.evaluate(READ_PIXELS(shot)))
  const png = palettePng(Buffer.from(pixels, 'base64'), { width, height })
  writeFileSync(path, png)
  const size = png.length
  console.log(`${path} ${Math.round(size / 1000)} kB`)
  if (size > MAX_BYTES) throw new Error(`${path} has more than ${MAX_BYTES / 1000} kB.`)
}

async function drawMessages(browser: Browser): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: SCALE, viewport: { width: 1100, height: 400 } })
  for (const [name, html] of Object.entries(MESSAGES)) {
    await page.setContent(`<!doctype html><html lang="en"><style>${STYLE}</style><body>${html}`)
    await save(page, name, 'body')
  }
}

/** The bot without a chat, as `npm start` begins, with the gallery's papers. */
async function startBot(database: string) {
  const days = Object.groupBy(
    gallery.map(({ paper, counts }) => ({
      ...wirePaper({
        ...paper,
        upvotes: counts?.upvotes ?? 0,
        aiSummary: paper.summary ?? '',
        ...(paper.organization && { organization: paper.organization }),
        time: new Date(paper.listedAt).toISOString().slice(11, 16),
        publishedAt: new Date(paper.publishedAt).toISOString(),
        organization: paper.organization ?? '',
        thumbnail: '',
      }),
      day: paper.day,
    })),
    ({ day }) => day,
  )
  const source = await startHuggingFace({
    days: Object.fromEntries(Object.entries(days).map(([day, items = []]) => [day, items])),
  })
  const nowhere = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), {
    isTTY: false,
  })
  const running = await start({
    env: {
      HF_ENDPOINT: source.url,
      ARXIV_ENDPOINT: source.url,
      DATABASE_URL: database,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdout: nowhere,
    stderr: nowhere,
    clock: createFakeClock('2026-11-23T09:00:00Z'),
    timetable: createManualTimetable,
    platforms: PLATFORMS,
  })
  await running.started()
  return {
    url: running.url,
    async stop() {
      await running.stop()
      await source.close()
    },
  }
}

async function drawPages(browser: Browser): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'paper-round-pictures-'))
  const bot = await startBot(`sqlite:${join(scratch, 'paper-round.db')}`)
  try {
    for (const [name, { path, height }] of Object.entries(PAGES)) {
      const page = await browser.newPage({ deviceScaleFactor: SCALE, viewport: { width: 760, height } })
      await page.goto(bot.url + path)
      await save(page, name, 'window')
    }
  } finally {
    await bot.stop()
    rmSync(scratch, { recursive: true })
  }
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath, args: ARGS })
try {
  await drawMessages(browser)
  await drawPages(browser)
} finally {
  await browser.close()
}
