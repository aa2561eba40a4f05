import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe as subscribeIn } from './subscribe.ts'

/** A bot process, three test servers, and a week in November. Everything goes through the platforms' protocols. */

const MONDAY = '2026-11-23'
const TUESDAY = '2026-11-24'

const paper = (number: number, day: string, title: string, time = '06:00') =>
  wirePaper({ id: `2611.0000${number}`, title, day, time, upvotes: 100 - number })

const FIRST = paper(1, MONDAY, 'Agents Learn to Wait')
const SECOND = paper(2, MONDAY, 'Diffusion for Postcards')

/** The titles of papers in a message, in order. */
const titlesIn = (message: unknown): string[] =>
  [
    'Agents Learn to Wait',
    'Diffusion for Postcards',
    'Late but Good',
    'Tuesday Comes First',
    'Agents on Tuesday',
  ]
    .map(title => ({ title, place: JSON.stringify(message).indexOf(title) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place)
    .map(({ title }) => title)

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [FIRST, SECOND])
})
afterEach(() => environment.close())

describe.each(['slack', 'discord'] as const)('a channel on %s', platform => {
  const chat = () => environment[platform]
  const subscribe = (topic = '') => subscribeIn(environment, platform, topic)

  it('gets one message at its slot after subscribing, with the right papers, and none of them twice', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    expect(JSON.stringify(await subscribe())).toMatch(/today at 09(\\\\)*:00/)
    await bot.at(`${MONDAY}T08:59:00Z`)
    expect(chat().posts).toHaveLength(0)
    for (const minute of ['09:00', '09:01', '09:02']) await bot.at(`${MONDAY}T${minute}:00Z`)
    expect(chat().posts).toHaveLength(1)
    expect(titlesIn(await chat().nextPost())).toEqual(['Agents Learn to Wait', 'Diffusion for Postcards'])

    environment.papers.setDay(MONDAY, [FIRST, SECOND, paper(3, MONDAY, 'Late but Good', '20:00')])
    environment.papers.setDay(TUESDAY, [paper(4, TUESDAY, 'Tuesday Comes First')])
    await bot.at(`${TUESDAY}T09:00:00Z`)
    expect(chat().posts).toHaveLength(2)
    const second = await chat().nextPost()
    expect(titlesIn(second).toSorted()).toEqual(['Late but Good', 'Tuesday Comes First'])
    expect(JSON.stringify(second)).toContain('from Monday 23 November')
    expect(await bot.stop()).toBe(0)
  })

  it('that follows a topic gets its papers only', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe('agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    expect(titlesIn(await chat().nextPost())).toEqual(['Agents Learn to Wait'])
  })

  it('gets its digest once if the bot was killed before the slot, and was down at the slot', async () => {
    const first = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe()
    await first.kill()
    const second = await environment.startBot(`${MONDAY}T09:30:00Z`)
    await second.at(`${MONDAY}T09:30:00Z`)
    await second.at(`${MONDAY}T09:31:00Z`)
    expect(chat().posts).toHaveLength(1)
    await second.kill()
    const third = await environment.startBot(`${MONDAY}T10:00:00Z`)
    await third.at(`${MONDAY}T10:00:00Z`)
    expect(chat().posts).toHaveLength(1)
  })

  it('shows the list behind the button of its digest, to the person who clicks', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe('agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    const click =
      platform === 'slack'
        ? await environment.slack.clickButton(await environment.slack.nextPost(), "The day's list")
        : await environment.discord.clickButton(await environment.discord.nextPost(), "The day's list")
    const answer = await click.answer()
    expect(titlesIn(answer)).toEqual(['Agents Learn to Wait', 'Diffusion for Postcards'])
    expect(chat().posts).toHaveLength(1)
  })

  it('gets its digest later if the platform is rate-limited at first', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe()
    if (platform === 'slack') environment.slack.fail('chat.postMessage', { status: 429, retryAfter: 90 })
    else environment.discord.fail('postMessage', { status: 429, retryAfter: 90 })
    await bot.at(`${MONDAY}T09:00:00Z`)
    await bot.at(`${MONDAY}T09:01:00Z`)
    expect(chat().posts).toHaveLength(0)
    await bot.at(`${MONDAY}T09:02:00Z`)
    expect(chat().posts).toHaveLength(1)
  })
})
