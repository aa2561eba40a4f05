import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import {
  type AppHarness,
  CHANNEL,
  createAppHarness,
  type TypeOptions,
  textOf,
} from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const OTHER: ChannelId = 'slack:T1/C2'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.store.papers.record(
    [candidate('2611.00001', { paper: { title: 'Turnips and Lanterns' } })],
    harness.clock.now(),
  )
  return () => harness.store.close()
})

const planned = async (channel = CHANNEL) => (await harness.store.outbox.latest(channel, 500)).length
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('posts that people ask for', () => {
  const idOf = (number: number): string => `2611.${String(10_000 + number)}`
  beforeEach(async () => {
    await harness.store.papers.record(
      range(250).map(number => candidate(idOf(number))),
      harness.clock.now(),
    )
  })
  /** Posts another paper each time. */
  const post = (number: number, options?: TypeOptions) => harness.type(`post-paper ${idOf(number)}`, options)

  it('are three a minute of one person, then the asker alone is told when to try again', async () => {
    const replies = []
    for (const each of range(240)) replies.push(await post(each))
    expect(await planned()).toBe(3)
    expect(new Set(replies.slice(3).map(textOf))).toEqual(
      new Set(['Too many posts in a short time, so nothing was posted. Try again in 60 seconds.']),
    )
    expect(replies.at(-1)?.visibility).toBe('ephemeral')
    harness.clock.advance(60_000)
    await post(240)
    expect(await planned()).toBe(4)
  })

  it('are three a minute of one person in all channels and by all commands together', async () => {
    await harness.type('subscribe')
    for (const each of range(2)) await post(each)
    await harness.type('post')
    expect(textOf(await harness.type('post'))).toContain('Try again in')
    await post(3, { channel: OTHER })
    expect(await planned(OTHER)).toBe(0)
  })

  it('are five a minute in one channel', async () => {
    for (const each of range(9)) await post(each, { personId: `U${each}` })
    expect(await planned()).toBe(5)
    await post(9, { personId: 'U9', channel: OTHER })
    expect(await planned(OTHER)).toBe(1)
  })

  it('don’t count where someone is only asked whether to post it again', async () => {
    await post(0)
    await expect.poll(async () => (await harness.store.outbox.latest(CHANNEL, 1))[0]?.state).toBe('sent')
    for (const _ of range(9)) expect(textOf(await post(0))).toContain('Post it again?')
    for (const each of [1, 2]) expect(textOf(await post(each))).toContain('is being posted')
  })
})

describe('changes', () => {
  it('are sixty a minute of one person, then the asker alone is told when to try again', async () => {
    await harness.type('confirm subscribe robots')
    harness.clock.advance(60_000)
    const replies = []
    for (const each of range(240)) replies.push(await harness.type(each % 2 ? 'resume' : 'pause'))
    expect(replies.filter(({ visibility }) => visibility === 'public').length).toBe(60)
    const told = 'Too many changes in a short time, so this one wasn’t made. Try again in 60 seconds.'
    expect(replies.findIndex(reply => textOf(reply) === told)).toBe(60)
    expect(replies.at(-1)?.visibility).toBe('ephemeral')
    harness.clock.advance(60_000)
    expect(textOf(await harness.type('subscribe turnips'))).not.toContain('Try again')
  })

  it('are sixty a minute in one channel', async () => {
    await harness.type('confirm subscribe robots')
    for (const each of range(59)) await harness.type(each % 2 ? 'resume' : 'pause', { personId: `U${each}` })
    expect(textOf(await harness.type('pause', { personId: 'U99' }))).toContain('Try again in')
    expect(textOf(await harness.type('pause', { personId: 'U99', channel: OTHER }))).not.toContain(
      'Try again in',
    )
  })
})

describe('searches', () => {
  it('of one person run two at once, and others search meanwhile', async () => {
    const answer = Promise.withResolvers<void>()
    let asked = 0
    const { within } = harness.store.index
    harness.store.index.within = ms => {
      const index = within(ms)
      return {
        ...index,
        async find(query, options) {
          asked++
          await answer.promise
          return index.find(query, options)
        },
      }
    }
    const mine = range(20).map(() => harness.type('search turnips'))
    const hers = harness.type('search turnips', { personId: 'U2' })
    const refused = await Promise.all(mine.slice(2))
    expect(new Set(refused.map(textOf))).toEqual(
      new Set(['Your earlier searches are still running. Try again in a few seconds.']),
    )
    expect(textOf(await harness.type('similar 2611.00001'))).toContain('still running')
    answer.resolve()
    const answered = await Promise.all([...mine.slice(0, 2), hers])
    expect(answered.map(({ digest }) => digest?.entries.length)).toEqual([1, 1, 1])
    expect(asked).toBe(3)
    expect((await harness.type('search turnips')).digest).toBeDefined()
  })

  it('are thirty a minute of one person, by all commands together', async () => {
    const replies = []
    for (const each of range(40)) {
      replies.push(textOf(await harness.type(each % 2 ? 'search turnips' : 'similar 2611.00001')))
    }
    const told = 'Too many searches in a short time, so this one wasn’t run. Try again in 60 seconds.'
    expect(replies.indexOf(told)).toBe(30)
    expect(new Set(replies.slice(30))).toEqual(new Set([told]))
    expect((await harness.type('search turnips', { personId: 'U2' })).digest).toBeDefined()
    // A form stays open with what was typed.
    expect((await harness.type('search', { form: { query: ['turnips'] } })).problems).toEqual({ query: told })
    harness.clock.advance(60_000)
    expect((await harness.type('search turnips')).digest).toBeDefined()
  })

  it('are a hundred a minute in one workspace, and others search meanwhile', async () => {
    const search = (each: number, channel = CHANNEL) =>
      harness.type('search turnips', { personId: `U${each}`, channel })
    for (const each of range(100))
      expect((await search(each, each % 2 ? CHANNEL : OTHER)).digest).toBeDefined()
    expect(textOf(await search(100))).toBe(
      'Too many searches in this workspace, so this one wasn’t run. Try again in 60 seconds.',
    )
    expect((await search(0, 'slack:T2/C1')).digest).toBeDefined()
    harness.clock.advance(60_000)
    expect((await search(100)).digest).toBeDefined()
  })

  it('that take too long ask for other words, or are ordered roughly', async () => {
    const { within } = harness.store.index
    const tooLong = async () => {
      throw new TooBroadError()
    }
    harness.store.index.within = ms => ({ ...within(ms), matching: tooLong })
    const rough = await harness.type('search turnips lanterns')
    expect(rough.digest?.entries).toHaveLength(1)
    expect(
      rough.digest?.notes
        .flat()
        .map(({ text }) => text)
        .join(),
    ).toContain('This search matches so many papers that the order is approximate. Add a word to narrow it.')
    harness.store.index.within = ms => ({ ...within(ms), find: tooLong })
    expect(textOf(await harness.type('search turnips'))).toMatch(/takes too long.*More or longer words/)
    const unlimited = async () => {
      throw new Error('asked without a limit')
    }
    Object.assign(harness.store.index, { find: unlimited, matching: unlimited, words: unlimited })
    harness.store.index.within = ms => ({ ...within(ms), matching: tooLong })
    expect(textOf(await harness.type('search turnips cat:cs.CL'))).toContain('Try fewer words.')
    harness.store.index.within = within
    expect(textOf(await harness.type('search turnips cat:cs.CL'))).toContain('aren’t known yet')
  })
})

describe('look-ups', () => {
  it('beyond the budget say when to try again, and do not stop others', async () => {
    const ids = range(290).map(index => `2611.${20_000 + index}`)
    const replies = []
    for (const id of ids) replies.push(textOf(await harness.type(`show ${id}`)))
    expect(replies.filter(text => text.startsWith('No paper 2611.'))).toHaveLength(20)
    expect(replies.at(-1)).toMatch(
      /^2611\.\d+ isn’t stored here, and too many papers were looked up in the last few minutes\. Try again in 5 minutes\.$/,
    )
    expect(textOf(await harness.type('show 2612.00001', { personId: 'U2' }))).toBe(
      'No paper 2612.00001 on Hugging Face or arXiv. Check the number.',
    )
    expect(textOf(await harness.type('lookup 2612.00002 2612.00003'))).toBe(
      'Too many papers were looked up in the last few minutes. Try again in 5 minutes.',
    )
  })
})
