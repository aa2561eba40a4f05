import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE } from '../fixtures/hostile.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { openTown, type Town } from './town.ts'

/** Hostile inputs through the text fields of both platforms: answered, notifying nobody, and nothing broken. */

const MONDAY = '2026-11-23'
const COMMANDS = ['search', 'show', 'subscribe', 'why', 'today']
/** What people may wait, ms. */
const PATIENCE_MS = 3_000

let town: Town
beforeAll(async () => {
  town = await openTown()
  const title = 'Agents & <!channel> @everyone'
  town.papers.setDay(MONDAY, [wirePaper({ id: '2611.10001', title, day: MONDAY, upvotes: 9 })])
  await town.startBot(`${MONDAY}T08:00:00Z`)
})
// Closing checks every request by the platforms' rules.
afterAll(() => town.close())

async function within<Result>(work: Promise<Result>): Promise<Result> {
  const late = AbortSignal.timeout(PATIENCE_MS)
  const result = await work
  expect(late.aborted).toBe(false)
  return result
}

/** What would notify someone, were it not escaped or kept from being parsed. */
const isHarmlessOnSlack = (body: unknown): boolean =>
  !/"type":"(user|usergroup|broadcast)"/.test(JSON.stringify(body)) &&
  !/"text":"[^"]*<[!@#]/.test(JSON.stringify(mrkdwnIn(body)))

/** Texts in which Slack looks for mentions. */
function mrkdwnIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && value.type === 'mrkdwn' ? [value] : []
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)]
}

describe.each(HOSTILE)('%s', (_, text) => {
  it('is answered on Slack', async () => {
    for (const command of COMMANDS) {
      const answer = await within((await town.slack.sendCommand(`${command} ${text}`)).answer())
      expect(isHarmlessOnSlack(answer.body), command).toBe(true)
      expect(answer.audience, command).toBe('asker')
    }
    const command = await town.slack.sendCommand('settings')
    const form = await town.slack.nextView()
    const sent = await town.slack.submitView(form, { time: text, muted: text, score: text })
    expect((await within(sent.acked())).payload).toMatchObject({ response_action: 'errors' })
    expect(command.statuses).toEqual([])
  })

  it('is answered on Discord', async () => {
    for (const [name, option] of [
      ['search', 'query'],
      ['show', 'paper'],
      ['subscribe', 'topic'],
      ['why', 'paper'],
      ['today', 'topic'],
    ] as const) {
      const sent = await town.discord.sendOptions(name, { [option]: text })
      const answer = await within(sent.answer())
      expect(answer.audience, name).toBe('asker')
      if (answer.kind !== 'modal') {
        expect(answer.body, name).toMatchObject({ allowed_mentions: { parse: [] } })
      }
      const typed = await town.discord.typeOption(name, option, text)
      expect((await within(typed.answer())).kind).toBe('suggest')
    }
    const panel = await (await town.discord.sendCommand('settings')).answer()
    const modal = await (await town.discord.clickButton(panel, 'Change these')).answer()
    const sent = await town.discord.submitModal(modal, { time: text, muted: text }, { from: panel })
    await sent.act()
    await sent.act()
    expect(await within(sent.act())).toMatchObject({ kind: 'follow-up', audience: 'asker' })
  })
})
