import { beforeEach, describe, expect, it } from 'vitest'
import type { ListedPaper, Paper } from '../../src/papers/paper.ts'
import type { OtherSource } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

/** A second source, whose papers nobody can vote on, through the whole core. */

const VOTED = '2611.00001'
const NEW = '2611.00009'
const OTHER = '2611.00008'
const ELSEWHERE: ChannelName = 'slack:T1/C2'
type ChannelName = typeof CHANNEL

const announced = (id: string, title: string, paper: Partial<Paper> = {}): ListedPaper => {
  const { counts: _, ...rest } = candidate(id, {
    paper: { title, categories: ['cs.CL'], sources: ['arxiv'], ...paper },
  })
  return rest
}

let harness: AppHarness
let listing: ListedPaper[]
let asked: string[]
let failure: Error | undefined

beforeEach(async () => {
  listing = [announced(NEW, 'Agents That Wait'), announced(OTHER, 'Sheep That Count')]
  asked = []
  failure = undefined
  const arxiv: OtherSource = {
    of: 'arxiv',
    everyMs: 3_600_000,
    source: {
      name: 'arXiv',
      async list(day) {
        asked.push(day)
        if (failure) throw failure
        return { papers: listing, skipped: [] }
      },
    },
  }
  harness = await createAppHarness('2026-11-23T08:00Z', { otherSources: [arxiv] })
  harness.source.days.set(MONDAY, [
    candidate(VOTED, {
      paper: { title: 'Agents That Plan', sources: ['huggingface'] },
      counts: { upvotes: 50, comments: 4 },
    }),
  ])
  await harness.app.start()
  await harness.at('2026-11-23T08:01Z')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const follow = (topic: string, channel = CHANNEL) => harness.type(`confirm subscribe ${topic}`, { channel })

/** The papers of each post of a channel. */
const postsIn = (channel = CHANNEL): string[][] =>
  harness.posts
    .filter(post => post.channel === channel)
    .map(({ digest }) => digest.entries.map(({ paperId }) => paperId))

const idsOf = async (text: string): Promise<string[]> =>
  (await harness.type(text)).digest?.entries.map(({ paperId }) => paperId) ?? []

describe('a paper that only a source without votes lists', () => {
  it('is found by search, and says where it is new', async () => {
    const reply = await harness.type('search wait')
    const [entry] = reply.digest?.entries ?? []
    expect(entry).toMatchObject({ paperId: NEW, url: `https://arxiv.org/abs/${NEW}` })
    expect(entry?.facts[0]).toEqual({ text: 'new on arXiv' })
    expect(await idsOf('search agents source:arxiv')).toEqual([NEW])
  })

  it('is shown as listed, with its categories, and nothing is looked up for them', async () => {
    harness.lookUps.asked.length = 0
    const text = textOf(await harness.type(`cite ${NEW}`))
    expect(text).toContain('Agents That Wait')
    const shown = await harness.type(`show ${NEW}`)
    expect(textOf(shown)).toContain('listed on 23 November 2026')
    expect(textOf(shown).split('\n')).toContain('arXiv · PDF')
    expect(textOf(await harness.type(`show ${VOTED}`)).split('\n')).toContain('Hugging Face · arXiv · PDF')
  })

  it('is in no list unless its source is asked for', async () => {
    expect(await idsOf('today')).toEqual([VOTED])
    expect(await idsOf('today agents')).toEqual([VOTED])
    expect(await idsOf('trending week')).toEqual([VOTED])
    expect(await idsOf('today source:arxiv')).toEqual([NEW, OTHER])
    expect(await idsOf(`today ${MONDAY} agents source:arxiv`)).toEqual([NEW])
    expect(await idsOf('trending month agents source:arxiv')).toEqual([NEW])
    expect(textOf(await harness.type('export week source:arxiv'))).toMatch(/^2 papers/)
  })

  it('is named before a channel subscribes to a topic that matches nothing else', async () => {
    const ask = async (topic: string) => textOf(await harness.type(`subscribe ${topic}`)).split('\n')[1]
    expect(await ask('sheep')).toBe(
      '1 paper new on arXiv matches. To subscribe to those on arXiv: /papers subscribe sheep source:arxiv',
    )
    expect(await ask('sheep OR wait')).toBe(
      '2 papers new on arXiv match. To subscribe to those on arXiv: /papers subscribe (sheep OR wait) source:arxiv',
    )
    expect(await ask('zebras')).toBe('Fewer or more common words match more papers.')
  })

  it('is posted where a topic asks for its source, after papers with votes, and not elsewhere', async () => {
    await follow('agents')
    await follow('agents source:arxiv')
    await follow('agents', ELSEWHERE)
    await harness.at('2026-11-23T09:00Z')
    expect(postsIn()).toEqual([[VOTED, NEW]])
    expect(postsIn(ELSEWHERE)).toEqual([[VOTED]])
  })

  it('is posted where the settings ask for such papers, and Undo takes that back', async () => {
    await follow('agents')
    const set = await harness.type('settings', { form: { options: ['unvoted', 'late'] } })
    expect(textOf(set)).toContain('also papers that nobody has voted on')
    expect(textOf(await harness.type('subscriptions'))).toContain('Also papers that nobody has voted on')
    await harness.at('2026-11-23T09:00Z')
    expect(postsIn()).toEqual([[VOTED, NEW]])
    const undo = set.actions?.find(({ label }) => label === 'Undo')
    expect(textOf(await harness.type(undo?.command ?? '', { origin: 'control' }))).toContain(
      'only papers that people could vote on',
    )
  })

  it('never takes the place of a paper with votes', async () => {
    await follow('agents')
    await harness.type('settings', { form: { options: ['unvoted', 'late'], size: ['1'] } })
    await harness.at('2026-11-23T09:00Z')
    expect(postsIn()).toEqual([[VOTED]])
  })

  it('counts what a topic matched in the last week, when a channel subscribes to it', async () => {
    const reply = await harness.type('confirm subscribe agents source:arxiv')
    expect(reply.digest?.entries.map(({ paperId }) => paperId)).toEqual([NEW])
    const [own] = await harness.suggest('topic', 'agents source:arxiv')
    expect(own?.label).toBe('agents source:arxiv · 1 paper a week')
  })
})

describe('why such a paper', () => {
  const why = async (): Promise<string> => textOf(await harness.type(`why ${NEW}`))

  it('isn’t posted says that nobody could vote on it', async () => {
    await follow('agents')
    expect(await why()).toMatch(
      /✓ Listed: on Monday 23 November by arXiv\n✓ agents: .*\n✗ Votes: nobody could vote on it yet, and this channel gets such papers only by a topic with source:arxiv, or if its settings say so$/,
    )
  })

  it('comes says where its place is', async () => {
    await follow('agents')
    await follow('source:arxiv agents')
    const text = await why()
    expect(text).toContain(
      '✓ source:arxiv agents: source:arxiv (it was listed by arXiv), agents in the title',
    )
    expect(text).toContain('✓ Score: none, so it comes after papers with votes')
    expect(text).toContain('✓ Rank: 2 of 2 for this channel')
    expect(text).toContain('It will be in the next digest')
  })

  it('matches no topic says so', async () => {
    await follow('robots')
    await harness.type('settings', { form: { options: ['unvoted', 'late'] } })
    expect(await why()).toMatch(/It matches none of this channel’s topics\.$/)
  })

  it('was listed too long ago says so', async () => {
    await follow('agents source:arxiv')
    harness.clock.set('2026-12-05T08:00Z')
    expect(await why()).toMatch(/✗ Recent: listed too long ago for a digest$/)
  })
})

describe('a paper that is voted on later', () => {
  it('has counts, keeps both sources, and is posted once', async () => {
    await follow('agents source:arxiv')
    await follow('agents', ELSEWHERE)
    await harness.at('2026-11-23T09:00Z')
    expect([postsIn(), postsIn(ELSEWHERE)]).toEqual([[[NEW]], [[VOTED]]])

    const day = '2026-11-24'
    const listedAt = Date.parse(`${day}T06:00Z`)
    const paper = { title: 'Agents That Wait', day, listedAt, sources: ['huggingface' as const] }
    harness.source.days.set(day, [candidate(NEW, { paper, counts: { upvotes: 12, comments: 0 } })])
    await harness.at('2026-11-24T09:00Z')
    expect([postsIn(), postsIn(ELSEWHERE)]).toEqual([[[NEW]], [[VOTED], [NEW]]])
    expect(await harness.store.papers.find(NEW)).toMatchObject({
      paper: { sources: ['arxiv', 'huggingface'], categories: ['cs.CL'] },
      counts: { upvotes: 12 },
    })
    expect(await idsOf('today')).toEqual([NEW])
    expect((await harness.type('search wait')).digest?.entries[0]?.facts[0]?.text).toBe('▲ 12')
  })
})

describe('the other source', () => {
  it('is asked once an hour, for its newest list', async () => {
    expect(asked).toEqual([MONDAY])
    await harness.at('2026-11-23T08:59Z')
    expect(asked).toHaveLength(1)
    await harness.at('2026-11-23T09:01Z')
    expect(asked).toHaveLength(2)
  })

  it('has its new papers in lists at once', async () => {
    await harness.at('2026-11-23T09:00:00Z')
    harness.clock.set('2026-11-23T09:00:55Z')
    expect(await idsOf('today source:arxiv')).toEqual([NEW, OTHER])
    listing = [...listing, announced('2611.00010', 'Another')]
    await harness.at('2026-11-23T09:01:00Z')
    expect(await idsOf('today source:arxiv')).toEqual(['2611.00010', NEW, OTHER])
  })

  it('has its own line in the status', async () => {
    const status = async () =>
      textOf(await harness.type('status'))
        .split('\n')
        .slice(0, 2)
    expect(await status()).toEqual([
      'Hugging Face: Papers are up to date (checked today at 08:00 UTC).',
      'arXiv: Papers are up to date (checked today at 08:01 UTC).',
    ])
    failure = new SourceError('arXiv couldn’t be reached (connection refused)')
    await harness.at('2026-11-23T09:01Z')
    expect((await status())[1]).toMatch(
      /^arXiv: arXiv couldn’t be reached \(connection refused\)\. Papers were last/,
    )
  })

  it.each([
    ['fails', () => (failure = new SourceError('arXiv sent something other than its feed'))],
    ['breaks', () => (failure = new Error('a bug'))],
    ['is empty, as on a weekend', () => (listing = [])],
  ])('keeps nobody from collecting where it %s', async (_, happen) => {
    happen()
    await follow('*')
    const later = candidate('2611.00002', { paper: { title: 'Late' }, counts: { upvotes: 9, comments: 0 } })
    harness.source.days.set(MONDAY, [...(harness.source.days.get(MONDAY) ?? []), later])
    // A job that fails is logged by the timetable.
    await harness.at('2026-11-23T09:01Z').catch(() => {})
    await harness.at('2026-11-23T09:02Z').catch(() => {})
    expect(await idsOf('today')).toEqual([VOTED, '2611.00002'])
    expect(await idsOf('search wait')).toEqual([NEW])
  })

  it('offers its papers in the settings', async () => {
    const fields = (await harness.type('settings')).form?.fields ?? []
    expect(JSON.stringify(fields)).toContain('Also papers that nobody has voted on')
  })
})
