import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dozenPapers, wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { type Person, personOn, type Seen } from './person.ts'

/** Every command, typed to a running bot by a person on either platform. */

const MONDAY = '2026-11-23'
const PAPERS = [
  wirePaper({
    id: '2611.10001',
    title: 'Agents Learn to Wait',
    day: MONDAY,
    upvotes: 99,
    keywords: ['agents'],
  }),
  wirePaper({
    id: '2611.10002',
    title: 'Agents Learn to Ask',
    day: MONDAY,
    upvotes: 98,
    keywords: ['agents'],
  }),
  ...dozenPapers(MONDAY),
]

describe.each(['slack', 'discord'] as const)('a person on %s', platform => {
  let environment: Environment
  let bot: Bot
  let ada: Person
  beforeAll(async () => {
    environment = await startEnvironment()
    environment.papers.setDay(MONDAY, PAPERS)
    bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    ada = personOn(environment, platform)
  })
  afterAll(() => environment.close())

  const restart = async (): Promise<void> => {
    await bot.kill()
    bot = await environment.startBot(`${MONDAY}T08:00:30Z`)
  }

  it.each([
    ['help', '/papers subscribe'],
    ['today', 'Today · Monday 23 November'],
    ['today agents', 'Agents Learn to Wait'],
    ['trending', 'Trending today'],
    ['trending week', 'Trending this week'],
    ['search agents', 'Search: agents'],
    ['show 2611.10001', 'Agents Learn to Wait'],
    ['show https://arxiv.org/abs/2611.10001v2', 'Agents Learn to Wait'],
    ['similar 2611.10001', 'Agents Learn to Ask'],
    ['subscriptions', 'no subscriptions yet'],
    ['preview', 'This channel has no subscriptions yet. To start: '],
    ['why 2611.10001', 'this channel has no subscriptions. To start: '],
    ['status', 'Papers are up to date (checked '],
  ])('reads the answer to “%s” alone', async (text, expected) => {
    const seen = await ada.types(text)
    expect(seen.visibility).toBe('ephemeral')
    expect(seen.text).toContain(expected)
  })

  it.each([
    ['today zebras', 'No papers of the last few days match'],
    ['trending month zebras', 'No papers of the last 30 days match'],
    ['search zebras', 'No papers match'],
    ['show nonsense', 'isn’t an arXiv id'],
    ['similar nonsense', 'isn’t an arXiv id'],
    ['why nonsense', 'isn’t an arXiv id'],
    ['subscribe (agents', 'Missing “)” for the bracket at character 1.'],
    ['unsubscribe zebras', 'no subscriptions'],
    ['schedule noonish', 'The time “noonish” wasn’t understood'],
    ['post', 'This channel has no subscriptions yet. To start: '],
    ['resume', 'Nothing to resume: this channel has no subscriptions.'],
  ])('is told in private what is wrong with “%s”', async (text, expected) => {
    const seen = await ada.types(text)
    expect(seen.visibility).toBe('ephemeral')
    expect(seen.text).toContain(expected)
  })

  it('turns the pages of a list, across a restart of the bot', async () => {
    const first = await ada.types('today')
    expect(first.all).toContain('1–5 of 14')
    await restart()
    const second = await ada.clicks(first, 'Next page')
    expect(second.all).toContain('6–10 of 14')
    expect((await ada.clicks(second, 'Previous page')).all).toContain('1–5 of 14')
  })

  it('opens the details of one paper of a list, and similar papers', async () => {
    const list = await ada.types('search agents wait')
    const details = await ada.clicks(list, 'Details')
    for (const part of ['Ada Example', 'arxiv.org/pdf/2611.10001']) expect(details.all).toContain(part)
    expect((await ada.clicks(details, 'BibTeX')).all).toContain('@misc{')
    expect((await ada.clicks(details, 'Similar')).text).toContain('Agents Learn to Ask')
  })

  it('finds in the details what cites the paper, at the latest when they are opened again', async () => {
    await expect.poll(async () => (await ada.types('show 2611.10001')).all).toContain('12 models')
  })

  it('searches in a window', async () => {
    expect((await ada.searches('agents ask')).text).toContain('Agents Learn to Ask')
  })

  it('is asked before subscribing to what matches nothing, and may think better of it', async () => {
    const asked = await ada.types('subscribe zebras')
    expect(asked).toMatchObject({ visibility: 'ephemeral' })
    expect(asked.text).toContain('No papers matched zebras in the last week. Subscribe anyway?')
    expect((await ada.clicks(asked, 'Cancel')).text).toBe('Nothing was changed.')
    const subscribed = await ada.clicks(await ada.types('subscribe zebras'), 'Subscribe')
    expect(subscribed).toMatchObject({ visibility: 'public' })
    expect(subscribed.text).toContain('subscribed this channel to zebras')
    expect((await ada.clicks(subscribed, 'Undo')).text).toContain('no longer subscribed to zebras')
  })

  it('exports a list alone: as a file, or as text where files aren’t allowed', async () => {
    const exported = await ada.clicks(await ada.types('today agents'), 'Export')
    expect(exported).toMatchObject({ visibility: 'ephemeral' })
    expect(exported.text).toMatch(/^6 papers.* as BibTeX\./)
    expect(exported.all).toMatch(/@misc\{|attachment:\/\/papers-\d{4}-\d\d-\d\d\.bib/)
    const week = await ada.types('export week ris')
    expect(week.text).toMatch(/^\d+ papers.* as RIS\./)
    expect(week.all).toMatch(/TY {2}- UNPB|attachment:\/\/papers-.*\.ris/)
  })

  it('subscribes without a topic, picks one from the menu, and goes back to that alone', async () => {
    const general = await ada.types('subscribe')
    expect(general).toMatchObject({ visibility: 'public' })
    const next = platform === 'slack' ? 'today at 09' : '<t:1795424400:f>'
    expect(general.text).toContain(`subscribed this channel to the general digest. Next digest: ${next}`)
    const picked = await ada.clicks(general, 'agents · 6 papers a week')
    expect(picked).toMatchObject({ visibility: 'public' })
    expect(picked.text).toContain('subscribed this channel to agents')
    expect((await ada.types('unsubscribe *')).text).toContain('Still subscribed to agents')
    await ada.types('unsubscribe all')
  })

  it('subscribes in one step, narrows it, moves it, and undoes all of that', async () => {
    const confirmed = await ada.types('subscribe agents')
    expect(confirmed).toMatchObject({ visibility: 'public' })
    expect(confirmed.text).toContain('subscribed this channel to agents')
    for (const part of ['Last week: 6 papers', 'Agents Learn to Wait', 'Undo', 'Preview', 'Settings'])
      expect(confirmed.all).toContain(part)
    expect((await ada.types('subscribe Agent')).text).toContain('already subscribed to agents')
    expect((await ada.types('schedule 9:30 weekdays Europe/Paris')).visibility).toBe('public')
    expect((await ada.types('why 2611.10001')).text).toContain('It will be in the next digest: ')
    expect((await ada.types('preview')).text).toContain('Agents Learn to Wait')
    expect((await ada.types('pause')).visibility).toBe('public')
    expect((await ada.types('status')).text).toMatch(/Paused by [Aa]da since /)
    expect((await ada.types('resume')).visibility).toBe('public')
    const downranked = await ada.clicks(await ada.types('show 2611.10002'), 'Less like this')
    expect(downranked).toMatchObject({ visibility: 'public' })
    expect((await ada.clicks(downranked, 'Undo')).text).toContain('stopped ranking papers like')
    const ended = await ada.types('unsubscribe agents')
    expect(ended.text).toContain('No more digests will be posted')
    expect((await ada.clicks(ended, 'Undo')).text).toContain('subscribed to agents again')
    expect((await ada.types('unsubscribe all')).visibility).toBe('public')
  })

  it('gets help for what only buttons send, and nothing is changed', async () => {
    await ada.types('subscribe agents')
    if (platform === 'slack') {
      for (const text of ['confirm unsubscribe all', 'downrank 2611.10001', 'welcome']) {
        const seen = await ada.types(text)
        expect(seen.visibility).toBe('ephemeral')
        expect(seen.text).toContain('Paper Round posts trending papers on your topics')
      }
    }
    expect((await ada.types('subscriptions')).text).toContain('agents')
    const changed = await ada.types('schedule 17:30')
    expect((await ada.clicks(changed, 'Undo')).text).toContain('time 09:30')
    await ada.types('unsubscribe all')
  })

  it('posts one paper in the channel, once even if the click comes twice', async () => {
    const before = environment[platform].posts.length
    const details = await ada.types('show 2611.10001')
    const posted = await ada.clicks(details, 'Post here', { copies: 2 })
    expect(posted).toMatchObject({ visibility: 'ephemeral' })
    expect(JSON.stringify(await environment[platform].nextPost())).toMatch(/Posted by (A|a)da/)
    await ada.types('status')
    expect(environment[platform].posts).toHaveLength(before + 1)
  })

  it('gets one answer to a command that comes twice', async () => {
    await ada.types('status', { copies: 2 })
    const seen: Seen = await ada.types('help')
    expect(seen.text).toContain('/papers subscribe')
  })

  it('is told if the platform rejects an answer, and the next command works', async () => {
    ada.failsNextAnswer()
    if (platform === 'slack') {
      await environment.slack.sendCommand('status')
      expect((await environment.slack.nextEphemeral()).text).toContain('Papers are up to date (checked ')
    } else expect((await ada.types('status')).text).toContain('Discord failed')
    expect((await ada.types('status')).text).toContain('Papers are up to date (checked ')
  })
})

describe('someone on Discord who may not manage the channel', () => {
  let environment: Environment
  let ada: Person
  beforeAll(async () => {
    environment = await startEnvironment()
    environment.papers.setDay(MONDAY, PAPERS)
    await environment.startBot(`${MONDAY}T08:00:00Z`)
    ada = personOn(environment, 'discord')
  })
  afterAll(() => environment.close())

  it.each(['subscribe agents', 'unsubscribe all', 'schedule 9:00', 'settings', 'post', 'pause', 'resume'])(
    'is refused kindly for “%s”',
    async text => {
      const seen = await ada.types(text, { mayManage: false })
      expect(seen.visibility).toBe('ephemeral')
      expect(seen.text).toContain('needs permission to manage this channel. Ask someone who has it.')
    },
  )

  it.each(['today', 'search agents', 'show 2611.10001', 'subscriptions', 'why 2611.10001', 'status'])(
    'may read the answer to “%s”',
    async text => {
      expect((await ada.types(text, { mayManage: false })).text).not.toContain('needs permission')
    },
  )
})
