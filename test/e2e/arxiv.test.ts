import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { personOn } from './person.ts'
import { subscribe } from './subscribe.ts'

/** A bot process that also reads arXiv's listings: feed, database, digests and searches, through the platforms' protocols. */

const MONDAY = '2026-11-23'
const TUESDAY = '2026-11-24'
const NEW = '2611.00009'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
  ])
  environment.arxiv.setListing({
    day: MONDAY,
    entries: [
      { id: NEW, title: 'Quiet Agents', categories: ['cs.CL', 'cs.MA'] },
      { id: '2611.00008', title: 'Replaced Agents', type: 'replace' },
    ],
  })
})
afterEach(() => environment.close())

const settings = () => ({ ARXIV_CATEGORIES: 'cs.cl, cs.LG', ARXIV_FEED: environment.arxiv.url })
const search = async (query: string): Promise<string> => {
  const answer = await (await environment.slack.sendCommand(`search ${query}`)).answer()
  return JSON.stringify(answer.blocks)
}

describe('a paper that is new on arXiv', () => {
  it('is found, posted where its source is asked for, and has counts once Hugging Face lists it', async () => {
    const { slack, discord, arxiv, papers } = environment
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, settings())
    await bot.at(`${MONDAY}T08:01:00Z`)
    expect(arxiv.requests.map(({ url }) => url.pathname)).toEqual(['/atom/cs.CL+cs.LG'])
    const found = await search('quiet')
    expect(found).toContain(`https://arxiv.org/abs/${NEW}`)
    expect(found).toContain('new on arXiv')
    expect(await search('replaced')).not.toContain('2611.00008')

    await subscribe(environment, 'slack', 'agents source:arxiv')
    await subscribe(environment, 'discord', 'agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    const onSlack = JSON.stringify(await slack.nextPost())
    expect(onSlack).toContain('Quiet Agents')
    expect(onSlack).toContain('new on arXiv')
    expect(onSlack).not.toContain('Agents Learn to Wait')
    expect(JSON.stringify(await discord.nextPost())).not.toContain('Quiet Agents')

    papers.setDay(TUESDAY, [wirePaper({ id: NEW, title: 'Quiet Agents', day: TUESDAY, upvotes: 31 })])
    await bot.at(`${TUESDAY}T09:00:00Z`)
    expect(JSON.stringify(await discord.nextPost())).toContain('Quiet Agents')
    expect(slack.posts).toHaveLength(1)
    expect(await search('quiet source:arxiv')).toContain('▲ 31')
    expect(await bot.stop()).toBe(0)
  })

  it('is posted where the settings ask for such papers, on Slack and on Discord', async () => {
    const { slack, discord } = environment
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, settings())
    await bot.at(`${MONDAY}T08:01:00Z`)
    for (const platform of ['slack', 'discord'] as const) {
      await subscribe(environment, platform, 'agents')
      const form = await personOn(environment, platform).opensSettings()
      const saved = await form.send({ options: ['unvoted', 'late'] })
      expect(saved.text).toContain('also papers that nobody has voted on')
    }
    await bot.at(`${MONDAY}T09:00:00Z`)
    for (const post of [await slack.nextPost(), await discord.nextPost()]) {
      expect(JSON.stringify(post)).toMatch(/Agents Learn to Wait.*Quiet Agents.*new on arXiv/s)
    }
    expect(await bot.stop()).toBe(0)
  })

  it('waits while the feed is broken, and Hugging Face’s papers come', async () => {
    const { slack, arxiv } = environment
    arxiv.faults(...Array.from({ length: 9 }, () => 'html' as const))
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, settings())
    await bot.at(`${MONDAY}T08:01:00Z`)
    await subscribe(environment, 'slack', 'agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    expect(JSON.stringify(await slack.nextPost())).toContain('Agents Learn to Wait')
    const status = await (await slack.sendCommand('status')).answer()
    expect(status.text).toContain('arXiv sent something other than its feed')
    expect(await bot.stop()).toBe(0)
  })

  it('isn’t asked for unless categories are set', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, { ARXIV_FEED: environment.arxiv.url })
    await bot.at(`${MONDAY}T08:01:00Z`)
    expect(environment.arxiv.requests).toEqual([])
    expect(await bot.stop()).toBe(0)
  })
})
