import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../../../adapters/platforms.ts'
import { type PreviewState, previewGuide } from '../../../adapters/preview/guide.ts'

const now = Date.parse('2026-11-23T10:05Z')
const state: PreviewState = {
  now,
  timezone: 'Europe/Paris',
  source: { ok: true },
  showing: { kind: 'today' },
  pageUrl: 'http://127.0.0.1:8080',
  nextCollectAt: now + 15 * 60_000,
  nextDigestAt: Date.parse('2026-11-24T08:00Z'),
  platforms: PLATFORMS,
}
const read = (changes: Partial<PreviewState>): string =>
  previewGuide({ ...state, ...changes })
    .map(line => line.map(({ text }) => text).join(''))
    .join('\n')

describe('the guide below a preview', () => {
  it('says what this is, when the next papers come, and where the page is', () => {
    const [first, second] = read({}).split('\n')
    expect(first).toBe('Preview: nothing is posted anywhere. These are today’s top papers so far.')
    expect(second).toBe(
      'Papers are collected again today at 11:20; next digest: tomorrow at 09:00 (Europe/Paris). As a page: http://127.0.0.1:8080',
    )
  })

  it('says how to connect each chat, with the variables to set', () => {
    const text = read({})
    for (const name of [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'DISCORD_TOKEN',
      'adapters/slack/manifest.json',
      '.env',
    ]) {
      expect(text).toContain(name)
    }
  })

  it('says how to add the first address where all is set up for it, and not to set it up again', () => {
    const text = read({ platforms: PLATFORMS.map(platform => ({ ...platform, isSetUp: true })) })
    expect(text).toContain(
      'E-mail: it is set up. Ask an address with npx paper-round email add name@example.org --topic agents, or in the box at “Try a topic”.',
    )
    expect(text).toContain('Webhooks: add an address with npx paper-round webhook add https://….')
    expect(text).not.toMatch(/SMTP_URL|SECRET_KEY/)
    expect(text).toContain('SLACK_BOT_TOKEN')
    expect(read({})).toMatch(/E-mail: set SMTP_URL.*\nWebhooks: set SECRET_KEY/)
  })

  it('says why the source failed, and that a sample is shown', () => {
    const reason = 'Hugging Face couldn’t be reached (ECONNREFUSED)'
    expect(read({ source: { ok: false, reason }, showing: { kind: 'sample' } })).toContain(
      'Hugging Face couldn’t be reached (ECONNREFUSED). This is a sample day with invented papers.',
    )
  })

  it('names the day of an older digest', () => {
    const text = read({
      source: { ok: false, reason: 'It answered 503.' },
      showing: { kind: 'last', day: '2026-11-20' },
    })
    expect(text).toContain('It answered 503. This is the latest digest, from Friday 20 November.')
  })

  it('omits what is not known', () => {
    const text = read({
      pageUrl: undefined,
      nextCollectAt: undefined,
      nextDigestAt: undefined,
      showing: { kind: 'nothing' },
    })
    expect(text).toContain('No digest yet.')
    expect(text).not.toMatch(/undefined|collected|[Nn]ext digest|[Pp]age/)
    expect(read({ nextCollectAt: undefined })).toContain('Next digest: tomorrow at 09:00 (Europe/Paris).')
  })
})
