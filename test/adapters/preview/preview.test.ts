import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PLATFORMS } from '../../../adapters/platforms.ts'
import { createPreview, type Preview } from '../../../adapters/preview/preview.ts'
import { createTerminalPreview } from '../../../adapters/preview/terminal.ts'
import { readConfiguration } from '../../../config/env.ts'
import { settingsFrom } from '../../../config/settings.ts'
import { PREVIEW_CHANNEL } from '../../../src/channels/channel-id.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { type AppHarness, createAppHarness } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

const URL = 'http://127.0.0.1:8080'

let harness: AppHarness
let preview: Preview
let connected: Preview
let screen: Writable
let written: string
const terminal = () =>
  createTerminalPreview({
    stdout: screen,
    terminal: () => ({ columns: 100, colour: false, links: false }),
    log: silentLog,
  })
/** The output since the last call, with line breaks as spaces. */
const seen = (): string => {
  const text = written.replace(/\s+/g, ' ')
  written = ''
  return text
}

beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  written = ''
  screen = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const channel = harness.app.newChannel(PREVIEW_CHANNEL)
  const settings = settingsFrom(readConfiguration({}, []).env, '0.0.0')
  const parts = {
    ...harness.store,
    ...harness.app,
    clock: harness.clock,
    channel,
    settings,
    platforms: PLATFORMS,
  }
  preview = createPreview({ ...parts, isPreview: true })
  connected = createPreview({ ...parts, isPreview: false })
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})
afterEach(() => void screen.destroy())

const paper = candidate('1', { paper: { title: 'Agents That Plan' } })

describe('the preview', () => {
  it('shows the newest day, and how to connect a chat', async () => {
    harness.source.days.set('2026-11-23', [paper])
    await preview.show(terminal(), URL, harness.app.start())
    const text = seen()
    expect(text).toContain('Agents That Plan')
    expect(text).toContain('These are today’s top papers so far.')
    expect(text).toContain('SLACK_BOT_TOKEN')
    expect(text).not.toContain('SAMPLE')
  })

  it('shows the sample day and the reason while the source is unreachable, then the real day', async () => {
    harness.source.failure = 'Hugging Face couldn’t be reached'
    await preview.show(terminal(), URL, harness.app.start())
    const text = seen()
    expect(text).toContain('SAMPLE · ')
    expect(text).toContain('Hugging Face couldn’t be reached.')
    const shown = terminal()
    harness.app.onCollected(() => preview.refresh(shown, URL))
    harness.source.failure = undefined
    harness.source.days.set('2026-11-23', [paper])
    await harness.at('2026-11-23T08:05Z')
    expect(seen()).toContain('Agents That Plan')
    await harness.at('2026-11-23T08:20Z')
    expect(seen()).toBe('')
  })

  it('shows the latest stored day when the source fails later', async () => {
    harness.source.days.set('2026-11-23', [paper])
    await harness.app.start()
    harness.source.failure = 'Hugging Face answered 503'
    await harness.at('2026-11-25T08:00Z')
    await preview.show(terminal(), URL, Promise.resolve())
    const text = seen()
    expect(text).toContain('Agents That Plan')
    expect(text).toContain('Hugging Face answered 503.')
    expect(text).toContain('This is the latest digest, from Monday 23 November.')
  })

  it('explains why there are no real papers although the source answers', async () => {
    await preview.show(terminal(), URL, harness.app.start())
    expect(seen()).toContain('There is no list yet.')
  })

  const textOf = async (shown: Preview): Promise<string> =>
    (await shown.welcome()).guide.map(line => line.map(({ text }) => text).join('')).join('\n')

  it('tells the first page how to connect a chat, and brings the sample day until there are papers', async () => {
    expect((await preview.welcome()).sample?.title).toContain('SAMPLE')
    harness.source.days.set('2026-11-23', [paper])
    await harness.app.start()
    expect(await textOf(preview)).toMatch(/Preview: nothing is posted anywhere.*SLACK_BOT_TOKEN/s)
    expect(await preview.welcome()).toMatchObject({
      sample: undefined,
      status: 'Papers are up to date (checked today at 08:00 UTC).',
    })
  })

  it('says nothing of that where a chat is connected', async () => {
    harness.source.days.set('2026-11-23', [paper])
    await harness.app.start()
    expect(await textOf(connected)).toBe('')
  })
})
