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

const PLATFORMS = ['slack', 'discord'] as const

/** Subscribes a channel on each platform. @returns what each says to that */
const subscribe = (topic = '') =>
  Promise.all(PLATFORMS.map(platform => subscribeIn(environment, platform, topic)))

/** How many messages each platform's channel has. */
const postCounts = () => PLATFORMS.map(platform => environment[platform].posts.length)

const nextPosts = () => Promise.all([environment.slack.nextPost(), environment.discord.nextPost()])

/** One bot serves both platforms, so each test does. */
describe('a channel on Slack, and one on Discord', () => {
  it('gets one message at its slot after subscribing, with the right papers, and none of them twice', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    const [onSlack, onDiscord] = await subscribe()
    expect(JSON.stringify(onSlack)).toContain('today at 09:00')
    expect(onDiscord?.text).toContain('<t:1795424400:f>')
    await bot.at(`${MONDAY}T08:59:00Z`)
    expect(postCounts()).toEqual([0, 0])
    for (const minute of ['09:00', '09:01', '09:02']) await bot.at(`${MONDAY}T${minute}:00Z`)
    expect(postCounts()).toEqual([1, 1])
    for (const first of await nextPosts()) {
      expect(titlesIn(first)).toEqual(['Agents Learn to Wait', 'Diffusion for Postcards'])
    }

    environment.papers.setDay(MONDAY, [FIRST, SECOND, paper(3, MONDAY, 'Late but Good', '20:00')])
    environment.papers.setDay(TUESDAY, [paper(4, TUESDAY, 'Tuesday Comes First')])
    await bot.at(`${TUESDAY}T09:00:00Z`)
    expect(postCounts()).toEqual([2, 2])
    for (const second of await nextPosts()) {
      expect(titlesIn(second).toSorted()).toEqual(['Late but Good', 'Tuesday Comes First'])
      expect(JSON.stringify(second)).toContain('listed yesterday')
    }
    expect(await bot.stop()).toBe(0)
  })

  it('that follows a topic gets its papers only, and shows the list behind the button to the person who clicks', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe('agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    const [inSlack, inDiscord] = await nextPosts()
    expect(titlesIn(inSlack)).toEqual(['Agents Learn to Wait'])
    expect(titlesIn(inDiscord)).toEqual(['Agents Learn to Wait'])
    for (const click of [
      await environment.slack.clickButton(inSlack, 'Today’s papers'),
      await environment.discord.clickButton(inDiscord, 'Today’s papers'),
    ]) {
      expect(titlesIn(await click.answer())).toEqual(['Agents Learn to Wait', 'Diffusion for Postcards'])
    }
    expect(postCounts()).toEqual([1, 1])
  })

  it('gets its digest once if the bot was killed before the slot, and was down at the slot', async () => {
    const first = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe()
    await first.kill()
    const second = await environment.startBot(`${MONDAY}T09:30:00Z`)
    await second.at(`${MONDAY}T09:30:00Z`)
    await second.at(`${MONDAY}T09:31:00Z`)
    expect(postCounts()).toEqual([1, 1])
    await second.kill()
    const third = await environment.startBot(`${MONDAY}T10:00:00Z`)
    await third.at(`${MONDAY}T10:00:00Z`)
    expect(postCounts()).toEqual([1, 1])
  })

  it('gets its digest later if the platform is rate-limited at first', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe()
    environment.slack.fail('chat.postMessage', { status: 429, retryAfter: 90 })
    environment.discord.fail('postMessage', { status: 429, retryAfter: 90 })
    await bot.at(`${MONDAY}T09:00:00Z`)
    await bot.at(`${MONDAY}T09:01:00Z`)
    expect(postCounts()).toEqual([0, 0])
    await bot.at(`${MONDAY}T09:02:00Z`)
    expect(postCounts()).toEqual([1, 1])
  })
})
