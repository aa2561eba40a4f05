import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Act } from '../fakes/discord/interactions.ts'
import { HOSTILE } from '../fixtures/hostile.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** Hostile input in the text fields of both platforms is answered, notifies nobody, and breaks nothing. */

const MONDAY = '2026-11-23'
/** The longest that a person may wait, ms. */
const MAX_WAIT_MS = 3_000

let environment: Environment
let modal: Act
beforeAll(async () => {
  environment = await startEnvironment()
  const title = 'Agents & <!channel> @everyone'
  environment.papers.setDay(MONDAY, [wirePaper({ id: '2611.10001', title, day: MONDAY, upvotes: 9 })])
  await environment.startBot(`${MONDAY}T08:00:00Z`)
  modal = await (await environment.discord.sendCommand('settings')).answer()
})
// Closing checks every request against the platforms' rules.
afterAll(() => environment.close())

async function within<Result>(work: Promise<Result>): Promise<Result> {
  const late = AbortSignal.timeout(MAX_WAIT_MS)
  const result = await work
  expect(late.aborted).toBe(false)
  return result
}

/** Whether nothing in it would notify anyone: all is escaped, or in plain text. */
const isHarmlessOnSlack = (body: unknown): boolean =>
  !/"type":"(user|usergroup|broadcast)"/.test(JSON.stringify(body)) &&
  !/"text":"[^"]*<[!@#]/.test(JSON.stringify(mrkdwnIn(body)))

/** Texts in which Slack looks for mentions. */
function mrkdwnIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && value.type === 'mrkdwn' ? [value] : []
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)]
}

/** What is a topic is subscribed to, which the channel is told; everything else is for the asker alone. */
const expectedVisibility = ({ text }: { text: string }) =>
  /subscribed this channel (to|from) /.test(text) ? 'public' : 'ephemeral'

/** One of several, a different one for each input, so that all of them get many inputs. */
const rotate = <Item>(items: readonly Item[], index: number): Item[] =>
  items.slice(index % items.length).slice(0, 1)

/** The form that was opened, not what a slow answer to an earlier one shows meanwhile. */
const openedForm = (title: string) =>
  environment.slack.nextView(view => view.how === 'open' && view.title === title)

describe.each(HOSTILE.map(([name, text], index) => ({ name, text, index })))('$name', ({ text, index }) => {
  it('is answered on Slack', async () => {
    for (const command of [
      'subscribe',
      ...rotate(['show', 'why', 'today', 'schedule', 'unsubscribe'], index),
    ]) {
      const answer = await within((await environment.slack.sendCommand(`${command} ${text}`)).answer())
      expect(isHarmlessOnSlack(answer.body), command).toBe(true)
      expect(answer.visibility, command).toBe(expectedVisibility(answer))
    }
    const [settings, search] = [index % 2 === 0, index % 2 === 1]
    if (settings) {
      await environment.slack.sendCommand('settings')
      const sent = await environment.slack.submitView(await openedForm('Settings'), {
        topics: text,
        zone: text,
        muted: text,
      })
      expect((await within(sent.acked())).payload).toMatchObject({ response_action: 'errors' })
    }
    if (search) {
      // One person alone may search thirty times a minute.
      const someone = { user: { id: `U0SEARCH${index}`, name: `someone${index}` } }
      await environment.slack.useShortcut('search_papers', someone)
      const form = await openedForm('Search papers')
      const sent = await environment.slack.submitView(form, { query: text }, someone)
      expect((await within(sent.acked())).payload).toHaveProperty('response_action')
    }
  })

  it('is answered on Discord', async () => {
    const others = [
      ['search', 'query'],
      ['show', 'paper'],
      ['why', 'paper'],
      ['today', 'topic'],
      ['unsubscribe', 'topic'],
    ] as const
    for (const [name, option] of [['subscribe', 'topic'] as const, ...rotate(others, index)]) {
      const answer = await within((await environment.discord.sendOptions(name, { [option]: text })).answer())
      if (answer.kind === 'modal') continue
      expect(answer.visibility, name).toBe(expectedVisibility(answer))
      expect(answer.body, name).toMatchObject({ allowed_mentions: { parse: [] } })
    }
    const typed = await environment.discord.typeOption('schedule', 'zone', text)
    expect((await within(typed.answer())).kind).toBe('suggest')
    const sent = await environment.discord.submitModal(modal, { topics: text, time: text })
    const answer = await within(sent.answer())
    expect(answer.visibility).toBe('ephemeral')
    expect(answer.text).toContain('Nothing was changed.')
  })
})
