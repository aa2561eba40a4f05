import { beforeEach, describe, expect, it } from 'vitest'
import type { FilledForm } from '../../src/messages/form.ts'
import type { ListedPaper, Paper } from '../../src/papers/paper.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

/** In each situation `preview`, `why`, `post`, `today` and the scheduled digest say and do the same. */

const AGENTS = '2611.00001'
const COLOUR = '2611.00002'
const ROBOTS = '2611.00003'
const TIDE = '2611.00004'

const NEXT_BEST = '/papers post sends the next best papers.'
const NOTHING_NEW = `Nothing new since the last digest. ${NEXT_BEST}`

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

function paper(id: string, title: string, upvotes: number, changes: Partial<Paper> = {}): ListedPaper {
  return candidate(id, { paper: { title, ...changes }, counts: { upvotes, comments: 0 } })
}

const monday = (): ListedPaper[] => [
  paper(AGENTS, 'Agents That Plan', 50, { codeUrl: 'https://github.com/example/agents' }),
  paper(COLOUR, 'Diffusion in Colour', 20),
  paper(ROBOTS, 'Robots That Tidy', 5),
]

const list = (day: string, papers: ListedPaper[]) => harness.source.days.set(day, papers)
const follow = (topic = '*') => harness.type(`confirm subscribe ${topic}`)
const set = (form: FilledForm) => harness.type('settings', { form })

/** Starts with Monday's list, and the channel follows the general digest at 09:00 UTC. */
async function begin(form: FilledForm = {}, topic = '*'): Promise<void> {
  list('2026-11-23', monday())
  await harness.app.start()
  await follow(topic)
  if (Object.keys(form).length > 0) await set(form)
}

/** The slots before this one have passed without a digest. */
async function skipTo(slot: string): Promise<void> {
  const channel = await harness.store.channels.find(CHANNEL)
  if (channel) await harness.store.channels.save({ ...channel, nextSlotAt: Date.parse(slot) })
}

/** What is expected of every command. Papers are those of the paper ids, in order. */
interface Expected {
  /** The paper that `why` is asked about. */
  of: string
  /** Part of the sentence in which `why` says what becomes of it. */
  why: string
  /** Part of the rest of what `why` says, if it is special. */
  says?: string
  /** The papers that `preview` shows, or part of its text where it shows none. */
  preview: string[] | string
  /** What the text beside the preview says, if it is special. */
  previewSays?: string
  /** Papers on the list of `today`. */
  today: string[]
  /** The time of the next slot, and the papers posted then. */
  at: string
  scheduled: string[]
  /** The papers that `post` posts instead, before the slot; or part of its answer. */
  post: string[] | string
  postSays?: string
}

interface Situation extends Expected {
  name: string
  arrange(): Promise<void>
}

const SITUATIONS: Situation[] = [
  {
    name: 'a paper is in the next digest',
    arrange: () => begin(),
    of: COLOUR,
    why: 'It will be in the next digest: today at 09:00',
    preview: [AGENTS, COLOUR, ROBOTS],
    previewSays: 'today at 09:00',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, COLOUR, ROBOTS],
    post: [AGENTS, COLOUR, ROBOTS],
    postSays: 'Ada posted a digest: 3 papers.',
  },
  {
    name: 'more papers are left than fit, and another paper is ahead',
    arrange: () => begin({ size: ['2'] }),
    of: ROBOTS,
    why: 'Other papers rank higher',
    preview: [AGENTS, COLOUR],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, COLOUR],
    post: [AGENTS, COLOUR],
  },
  {
    name: 'nothing is new since the last digest, and papers are left',
    arrange: async () => {
      await begin({ size: ['2'] })
      await harness.at('2026-11-23T09:00Z')
    },
    of: ROBOTS,
    why: 'Nothing is new since the last digest. /papers post sends the next best papers, including this one.',
    preview: NOTHING_NEW,
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-24T09:00Z',
    scheduled: [],
    post: [ROBOTS],
    postSays: 'Ada posted a digest. Nothing is new, so it has the next best: 1 paper.',
  },
  {
    name: 'nothing is new since the last digest, papers are left, and others are left out',
    arrange: async () => {
      await begin({ size: ['1'], muted: ['robots'] })
      await harness.at('2026-11-23T09:00Z')
    },
    of: COLOUR,
    why: 'Nothing is new since the last digest. /papers post sends the next best papers, including this one.',
    preview: NOTHING_NEW,
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-24T09:00Z',
    scheduled: [],
    post: [COLOUR],
    postSays: 'Ada posted a digest. Nothing is new, so it has the next best: 1 paper.',
  },
  {
    name: 'nothing is left',
    arrange: async () => {
      await begin()
      await harness.at('2026-11-23T09:00Z')
    },
    of: ROBOTS,
    why: 'Posted: today at 09:00',
    preview: 'every matching paper has already been posted here',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-24T09:00Z',
    scheduled: [],
    post: 'every matching paper has already been posted here',
  },
  {
    name: 'what is new is left out, and an older paper is left',
    arrange: async () => {
      await begin({ size: ['2'], muted: ['tide'] })
      await harness.at('2026-11-23T09:00Z')
      list('2026-11-24', [paper(TIDE, 'Tide Tables', 9, { day: '2026-11-24' })])
      await harness.at('2026-11-24T08:00Z')
    },
    of: TIDE,
    why: 'This channel’s settings leave it out.',
    preview: `this channel’s settings leave out every new paper. ${NEXT_BEST}`,
    today: [TIDE],
    at: '2026-11-24T09:00Z',
    scheduled: [],
    post: [ROBOTS],
    postSays: 'Ada posted a digest. Nothing is new, so it has the next best: 1 paper.',
  },
  {
    name: 'a weekly digest has the best papers of the seven days before',
    arrange: async () => {
      await begin({ size: ['3'] })
      await harness.type('schedule 9:00 weekly')
      await harness.at('2026-11-23T09:00Z')
      list('2026-11-24', [paper(TIDE, 'Tide Tables', 9, { day: '2026-11-24' })])
      await harness.at('2026-11-24T08:00Z')
      await harness.at('2026-11-29T08:00Z')
    },
    of: COLOUR,
    why: 'It will be in the next digest: tomorrow at 09:00',
    preview: [AGENTS, COLOUR, TIDE],
    previewSays: 'tomorrow at 09:00',
    today: [],
    at: '2026-11-30T09:00Z',
    scheduled: [AGENTS, COLOUR, TIDE],
    post: [AGENTS, COLOUR, TIDE],
    postSays: 'Ada posted a digest: 3 papers.',
  },
  {
    name: 'a paper is of the day of a weekly slot',
    arrange: async () => {
      await begin()
      await harness.type('schedule 9:00 monday weekly')
    },
    of: COLOUR,
    why: '✓ Recent: it is newer than the week of the next digest, 16–22 November, and can be in the one after that',
    preview: 'no new paper matches this channel’s topics',
    previewSays: 'Next digest: today at 09:00',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: [AGENTS, COLOUR, ROBOTS],
    postSays: 'Ada posted a digest: 3 papers.',
  },
  {
    name: 'a weekly digest was posted, and a paper of its week didn’t fit',
    arrange: async () => {
      const friday = { day: '2026-11-20', listedAt: Date.parse('2026-11-20T08:00Z') }
      list(
        '2026-11-20',
        monday().map(({ paper, ...rest }) => ({ ...rest, paper: { ...paper, ...friday } })),
      )
      await harness.app.start()
      await follow()
      await set({ size: ['2'] })
      await harness.type('schedule 9:00 weekly')
      await harness.at('2026-11-23T09:00Z')
    },
    of: ROBOTS,
    why: '✗ Recent: listed too long ago for a digest',
    preview: 'no new paper matches this channel’s topics',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-30T09:00Z',
    scheduled: [],
    post: [ROBOTS],
    postSays: 'Ada posted a digest. Nothing is new, so it has the next best: 1 paper.',
  },
  {
    name: 'a person paused the digests',
    arrange: async () => {
      await begin()
      await harness.type('pause')
    },
    of: COLOUR,
    why: 'Paused by Ada. To resume: /papers resume',
    preview: [AGENTS, COLOUR, ROBOTS],
    previewSays: 'Paused by Ada. To resume: /papers resume',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: [AGENTS, COLOUR, ROBOTS],
  },
  {
    name: 'the platform rejects the channel',
    arrange: async () => {
      await begin()
      await harness.store.channels.pause(CHANNEL, 'The bot was removed')
    },
    of: COLOUR,
    why: 'The bot was removed. Digests resume when that is fixed. To try now: /papers resume',
    preview: [AGENTS, COLOUR, ROBOTS],
    previewSays: 'The bot was removed. Digests resume when that is fixed. To try now: /papers resume',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: [AGENTS, COLOUR, ROBOTS],
  },
  {
    name: 'the platform rejects the bot in the whole workspace',
    arrange: async () => {
      await begin()
      harness.tokenIsValid = false
      await harness.store.suspensions.add({ scope: 'slack:T1/', reason: 'The token was revoked', at: 1 })
    },
    of: COLOUR,
    why: 'The token was revoked. Digests wait until access is restored',
    preview: [AGENTS, COLOUR, ROBOTS],
    previewSays: 'The token was revoked. Digests wait until access is restored',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: 'The token was revoked. Digests wait until access is restored',
  },
  {
    name: 'a paper is of a muted topic',
    arrange: () => begin({ muted: ['colour'] }),
    of: COLOUR,
    why: 'This channel’s settings leave it out.',
    preview: [AGENTS, ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, ROBOTS],
    post: [AGENTS, ROBOTS],
  },
  {
    name: 'a paper is below the minimum score',
    arrange: () => begin({ score: ['60'] }),
    of: COLOUR,
    why: 'This channel’s settings leave it out.',
    preview: [AGENTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS],
    post: [AGENTS],
  },
  {
    name: 'a paper is without code',
    arrange: () => begin({ options: ['code', 'late'] }),
    of: COLOUR,
    why: 'This channel’s settings leave it out.',
    preview: [AGENTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS],
    post: [AGENTS],
  },
  {
    name: 'everything is left out',
    arrange: () => begin({ muted: ['agents\ncolour\nrobots'] }),
    of: COLOUR,
    why: 'This channel’s settings leave it out.',
    preview: 'this channel’s settings leave out every new paper.',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: 'this channel’s settings leave out every new paper.',
  },
  {
    name: 'a paper matches no topic',
    arrange: () => begin({}, 'agents OR robots'),
    of: COLOUR,
    why: 'It matches none of this channel’s topics.',
    preview: [AGENTS, ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, ROBOTS],
    post: [AGENTS, ROBOTS],
  },
  {
    name: 'its topic was removed',
    arrange: async () => {
      await begin({}, 'colour')
      await follow('robots')
      await harness.type('unsubscribe colour')
    },
    of: COLOUR,
    why: 'It matches none of this channel’s topics.',
    preview: [ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [ROBOTS],
    post: [ROBOTS],
  },
  {
    name: 'all topics were removed',
    arrange: async () => {
      await begin({}, 'colour')
      await harness.type('unsubscribe colour')
    },
    of: COLOUR,
    why: 'his channel has no subscriptions',
    preview: 'his channel has no subscriptions',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: 'his channel has no subscriptions',
  },
  {
    name: 'no paper matches',
    arrange: () => begin({}, 'quarks'),
    of: COLOUR,
    why: 'It matches none of this channel’s topics.',
    preview: 'no new paper matches this channel’s topics',
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [],
    post: 'no new paper matches this channel’s topics',
  },
  {
    name: 'a paper was posted by the last digest, and another is new',
    arrange: async () => {
      await begin()
      await harness.at('2026-11-23T09:00Z')
      list('2026-11-24', [paper(TIDE, 'Tide Tables', 9, { day: '2026-11-24' })])
      await harness.at('2026-11-24T08:00Z')
    },
    of: COLOUR,
    why: 'Posted: yesterday at 09:00',
    preview: [TIDE],
    today: [TIDE],
    at: '2026-11-24T09:00Z',
    scheduled: [TIDE],
    post: [TIDE],
    postSays: 'Ada posted a digest: 1 paper.',
  },
  {
    name: 'a paper is about to be posted',
    arrange: async () => {
      await begin({ size: ['2'] })
      harness.verdicts.push({ kind: 'unknown', reason: 'the connection broke' })
      harness.reconcile = () => ({ kind: 'posted', messageId: 'm9' })
      await harness.at('2026-11-23T09:00Z')
    },
    of: COLOUR,
    why: 'Posting: in progress',
    preview: NOTHING_NEW,
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-24T09:00Z',
    scheduled: [],
    post: [ROBOTS],
  },
  {
    name: 'a member posted a paper by hand half a minute before the slot',
    arrange: async () => {
      await begin({}, 'agents OR colour')
      harness.clock.set('2026-11-23T08:59:30Z')
      await harness.type(`post-paper ${ROBOTS}`)
      await harness.delivered()
      await harness.at('2026-11-23T08:59:31Z')
      harness.posts.length = 0
    },
    of: COLOUR,
    why: 'It will be in the next digest: today at 09:00',
    preview: [AGENTS, COLOUR],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, COLOUR],
    post: [AGENTS, COLOUR],
  },
  {
    name: 'a member posted one of the papers by hand',
    arrange: async () => {
      await begin()
      harness.clock.set('2026-11-23T08:30Z')
      await harness.type(`post-paper ${COLOUR}`)
      await harness.delivered()
      harness.posts.length = 0
    },
    of: COLOUR,
    why: 'Posted: today at 08:30',
    preview: [AGENTS, ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, ROBOTS],
    post: [AGENTS, ROBOTS],
  },
  {
    name: 'a member asked for a digest before the slot, and more is left',
    arrange: async () => {
      await begin({ size: ['1'] })
      await harness.type('post')
      await harness.delivered()
      await harness.at('2026-11-23T08:59Z')
      harness.posts.length = 0
    },
    of: COLOUR,
    why: 'It will be in the next digest: today at 09:00',
    preview: [COLOUR],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [COLOUR],
    post: [COLOUR],
    postSays: 'Ada posted a digest: 1 paper.',
  },
  {
    name: 'a paper that didn’t fit is listed again days later',
    arrange: async () => {
      await begin({ size: ['2'] })
      await harness.at('2026-11-23T09:00Z')
      harness.clock.set('2026-12-01T08:00Z')
      await skipTo('2026-12-01T09:00Z')
      list('2026-12-01', [
        paper(ROBOTS, 'Robots That Tidy', 9, {
          day: '2026-12-01',
          listedAt: Date.parse('2026-12-01T07:00Z'),
        }),
      ])
      await harness.at('2026-12-01T08:00Z')
    },
    of: ROBOTS,
    why: 'It will be in the next digest: today at 09:00',
    preview: [ROBOTS],
    today: [ROBOTS],
    at: '2026-12-01T09:00Z',
    scheduled: [ROBOTS],
    post: [ROBOTS],
  },
  {
    name: 'a paper that was posted is listed again days later',
    arrange: async () => {
      await begin()
      await harness.at('2026-11-23T09:00Z')
      harness.clock.set('2026-12-01T08:00Z')
      list('2026-12-01', [
        paper(ROBOTS, 'Robots That Tidy', 9, {
          day: '2026-12-01',
          listedAt: Date.parse('2026-12-01T07:00Z'),
        }),
      ])
      await harness.at('2026-12-01T08:00Z')
    },
    of: ROBOTS,
    why: 'Posted: Monday 23 November at 09:00',
    preview: 'has already been posted here',
    today: [ROBOTS],
    at: '2026-12-01T09:00Z',
    scheduled: [],
    post: 'has already been posted here',
  },
  {
    name: 'a paper was withdrawn before the slot',
    arrange: async () => {
      await begin()
      const [agents, ...others] = monday()
      if (agents) list('2026-11-23', [{ ...agents, paper: { ...agents.paper, withdrawn: true } }, ...others])
      await harness.at('2026-11-23T08:30Z')
    },
    of: AGENTS,
    why: 'withdrawn papers aren’t posted',
    preview: [COLOUR, ROBOTS],
    today: [COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [COLOUR, ROBOTS],
    post: [COLOUR, ROBOTS],
  },
  {
    name: 'a paper is gone from the list before the slot',
    arrange: async () => {
      await begin()
      list('2026-11-23', monday().slice(1))
      await harness.at('2026-11-23T08:30Z')
    },
    of: AGENTS,
    why: 'the source no longer lists it, so it won’t be posted',
    preview: [COLOUR, ROBOTS],
    today: [COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [COLOUR, ROBOTS],
    post: [COLOUR, ROBOTS],
  },
  {
    name: 'two topics share a digest, and the lower one has a place',
    arrange: async () => {
      await begin({ size: ['2'] }, 'agents OR colour')
      await follow('robots')
    },
    of: ROBOTS,
    why: 'It will be in the next digest: today at 09:00',
    says: 'Rank: 2 of 3 for this channel; a digest takes 2, and this is the best of robots: each topic gets a place',
    preview: [AGENTS, ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, ROBOTS],
    post: [AGENTS, ROBOTS],
  },
  {
    name: 'a paper gives its place to one of another topic',
    arrange: async () => {
      await begin({ size: ['2'] }, 'agents OR colour')
      await follow('robots')
    },
    of: COLOUR,
    why: 'Other papers rank higher',
    says: 'Rank: 3 of 3 for this channel; a digest takes 2, and each topic gets a place: the best of robots comes first',
    preview: [AGENTS, ROBOTS],
    today: [AGENTS, COLOUR, ROBOTS],
    at: '2026-11-23T09:00Z',
    scheduled: [AGENTS, ROBOTS],
    post: [AGENTS, ROBOTS],
  },
  {
    name: 'there are more topics than places, and the last digest had nothing of one',
    arrange: async () => {
      await begin({ size: ['1'] }, 'agents')
      await follow('robots')
      await harness.at('2026-11-23T09:00Z')
      list('2026-11-24', [
        paper(TIDE, 'Agents Against the Tide', 90, {
          day: '2026-11-24',
          listedAt: Date.parse('2026-11-24T07:00Z'),
        }),
      ])
      await harness.at('2026-11-24T08:00Z')
    },
    of: ROBOTS,
    why: 'It will be in the next digest: today at 09:00',
    says: 'and this is the best of robots: each topic gets a place',
    preview: [ROBOTS],
    today: [TIDE],
    at: '2026-11-24T09:00Z',
    scheduled: [ROBOTS],
    post: [ROBOTS],
  },
  {
    name: 'a paper is too old',
    arrange: async () => {
      await begin({}, 'agents OR tide')
      harness.clock.set('2026-12-03T07:00Z')
      list('2026-12-03', [
        paper(TIDE, 'Tide Tables', 9, { day: '2026-12-03', listedAt: Date.parse('2026-12-03T06:00Z') }),
      ])
      await skipTo('2026-12-03T09:00Z')
      await harness.at('2026-12-03T08:00Z')
    },
    of: AGENTS,
    why: 'listed too long ago for a digest',
    preview: [TIDE],
    today: [TIDE],
    at: '2026-12-03T09:00Z',
    scheduled: [TIDE],
    post: [TIDE],
  },
]

const idsIn = (digest?: { entries: { paperId: string }[] }): string[] =>
  digest?.entries.map(({ paperId }) => paperId) ?? []

/** The papers of the posts since the situation was arranged. */
const postedSince = (before: number): string[] =>
  harness.posts.slice(before).flatMap(({ digest }) => idsIn(digest))

describe.each(SITUATIONS)('$name:', situation => {
  beforeEach(() => situation.arrange())

  it('preview says what comes, or why nothing does', async () => {
    const reply = await harness.type('preview')
    if (typeof situation.preview === 'string') {
      expect(reply.digest).toBeUndefined()
      expect(textOf(reply)).toContain(situation.preview)
    } else {
      expect(idsIn(reply.digest)).toEqual(situation.preview)
    }
    expect(textOf(reply)).toContain(situation.previewSays ?? '')
  })

  it('why says what becomes of the paper', async () => {
    const reply = await harness.type(`why ${situation.of}`)
    expect(textOf({ ...reply, lines: reply.lines.slice(-1) })).toContain(situation.why)
    expect(textOf(reply)).toContain(situation.says ?? '')
  })

  it('why and preview agree on every paper', async () => {
    const preview = idsIn((await harness.type('preview')).digest)
    const held = situation.scheduled.length === 0
    for (const id of [AGENTS, COLOUR, ROBOTS]) {
      const isNext = textOf(await harness.type(`why ${id}`)).includes('It will be in the next digest: ')
      expect({ id, isNext }).toEqual({ id, isNext: preview.includes(id) && !held })
    }
  })

  it('today lists the papers of the newest day', async () => {
    expect(idsIn((await harness.type('today')).digest)).toEqual(situation.today)
  })

  it('the scheduled digest is what preview showed', async () => {
    const before = harness.posts.length
    await harness.at(situation.at)
    expect(postedSince(before)).toEqual(situation.scheduled)
  })

  it('post posts the best papers not posted yet, or says why it posts none', async () => {
    const before = harness.posts.length
    const reply = await harness.type('post')
    if (typeof situation.post === 'string') {
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toContain(situation.post)
    } else {
      expect(textOf(reply)).toContain(situation.postSays ?? 'Ada posted a digest')
    }
    await harness.at(new Date(harness.clock.now() + 1000).toISOString())
    expect(postedSince(before)).toEqual(typeof situation.post === 'string' ? [] : situation.post)
  })
})

it('details mark a withdrawn paper, and it isn’t posted by hand either', async () => {
  const [agents] = monday()
  if (!agents) throw new Error('no paper')
  list('2026-11-23', [{ ...agents, paper: { ...agents.paper, withdrawn: true } }])
  await harness.app.start()
  expect(textOf(await harness.type(`show ${AGENTS}`))).toContain('This paper was withdrawn.')
  expect(textOf(await harness.type(`post-paper ${AGENTS}`))).toContain('was withdrawn')
  await harness.delivered()
  await harness.at('2026-11-23T08:01Z')
  expect(harness.posts).toEqual([])
})

it('a niche topic doesn’t lose its day because a member posted another paper by hand', async () => {
  await begin({}, 'colour')
  harness.clock.set('2026-11-23T08:59:30Z')
  await harness.type(`post-paper ${AGENTS}`)
  await harness.delivered()
  await harness.at('2026-11-23T09:00Z')
  expect(harness.posts.map(({ digest }) => idsIn(digest))).toEqual([[AGENTS], [COLOUR]])
})
