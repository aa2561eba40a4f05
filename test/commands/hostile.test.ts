import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../src/messages/reply.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'
import { HOSTILE } from '../fixtures/hostile.ts'

/** Commands with free text. */
const TYPED = [
  '',
  'today ',
  'trending ',
  'trending week ',
  'search ',
  'show ',
  'similar ',
  'subscribe ',
  'confirm subscribe ',
  'unsubscribe ',
  'schedule ',
  'schedule 9:00 weekdays ',
  'why ',
  'downrank ',
  'downrank undo ',
  'post-paper ',
  'lookup ',
  'page ',
]

/** Form fields with free text or, in forged requests, anything. */
const FIELDS = ['topics', 'time', 'zone', 'days', 'layout', 'size', 'score', 'options', 'muted', '__proto__']

let harness: AppHarness
beforeAll(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  harness.source.days.set('2026-11-23', [candidate('2401.00010', { paper: { title: 'Agents That Plan' } })])
  await harness.app.start()
  await harness.type('confirm subscribe agents')
})
afterAll(async () => {
  await harness.app.stop()
  await harness.store.close()
})

/** All the text of a reply that a person could read, without what they typed themselves. */
function textsOf(
  { lines, digest, verbatim, actions = [], choice, problems = {} }: Reply,
  typed: string,
): string {
  const texts = [
    ...lines.flat().map(({ text }) => text),
    ...(digest ? [digest.title, ...digest.notes.flat().map(({ text }) => text)] : []),
    verbatim ?? '',
    ...[...actions, ...(choice?.options ?? [])].map(({ label }) => label),
    ...Object.values(problems),
  ].join('\n')
  const words = typed.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return words.length > 2 ? texts.replaceAll(words, '').replaceAll(words.toLowerCase(), '') : texts
}

const BROKEN =
  /Something broke|undefined|\bNaN\b|\[object|\.[jt]s:\d+|SQLITE|no such (table|column)|syntax error/

describe.each(HOSTILE)('%s', (_, text) => {
  it('is answered by every command in words, and breaks nothing', async () => {
    for (const before of TYPED) {
      const reply = await harness.type(`${before}${text}`)
      expect(textsOf(reply, text), before).not.toMatch(BROKEN)
      expect(reply.lines.length > 0 || reply.digest, before).toBeTruthy()
    }
  })

  it('is accepted or refused by every field of a form', async () => {
    for (const field of FIELDS) {
      const reply = await harness.type('settings', { form: { [field]: [text] } })
      expect(textsOf(reply, text), field).not.toMatch(BROKEN)
    }
    for (const [command, field] of [
      ['search', 'query'],
      ['lookup', 'text'],
    ] as const) {
      const reply = await harness.type(command, { form: { [field]: [text] } })
      expect(textsOf(reply, text), command).not.toMatch(BROKEN)
    }
    // Nobody makes so many changes in a minute.
    harness.clock.advance(60_000)
    await harness.type('resume')
    await harness.type('unsubscribe all')
    await harness.type('confirm subscribe agents')
  })

  it('gets suggestions, or none', async () => {
    for (const kind of ['topic', 'followed', 'zone', 'paper'] as const) {
      const options = await harness.suggest(kind, text)
      expect(options.length).toBeLessThanOrEqual(25)
      for (const { label, value } of options) {
        expect(label.length).toBeLessThanOrEqual(75)
        expect(value.length).toBeLessThanOrEqual(100)
      }
    }
  })
})

describe('after all of that', () => {
  it('the channel still works', async () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
    await harness.type('settings', { form: { muted: [''], time: ['09:00'], zone: ['UTC'], score: ['0'] } })
    const channel = await harness.store.channels.find('slack:T1/C1')
    expect(channel).toMatchObject({ time: '09:00', timezone: 'UTC', muted: [], minScore: 0 })
    expect(await harness.store.channels.topics('slack:T1/C1')).toEqual(['agents'])
  })
})
