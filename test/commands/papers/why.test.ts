import { beforeEach, describe, expect, it } from 'vitest'
import type { FilledForm } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

const AGENTS = '2611.00001'
const COLOUR = '2611.00002'
const ROBOTS = '2611.00003'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  harness.source.days.set('2026-11-23', [
    candidate(AGENTS, {
      paper: {
        title: 'Agents That Plan',
        codeUrl: 'https://github.com/example/agents',
        keywords: ['planning'],
      },
      counts: { upvotes: 50, comments: 4 },
    }),
    candidate(COLOUR, { paper: { title: 'Diffusion in Colour' }, counts: { upvotes: 20, comments: 2 } }),
    candidate(ROBOTS, { paper: { title: 'Robots That Tidy' }, counts: { upvotes: 5, comments: 0 } }),
  ])
  await harness.app.start()
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const why = (paper: string): Promise<Reply> => harness.type(`why ${paper}`, { mayChange: false })
const set = (form: FilledForm): Promise<Reply> => harness.type('settings', { form })

/** Each step with its mark, as `✓ Score`. */
const steps = (reply: Reply): string[] =>
  reply.lines.flatMap(([mark, name]) =>
    mark && name && /^[✓✗] $/.test(mark.text) ? [`${mark.text}${name.text.replace(/: $/, '')}`] : [],
  )

/** The text of one step. */
const step = (reply: Reply, name: string): string =>
  textOf({ ...reply, lines: reply.lines.filter(line => line[1]?.text === `${name}: `) })

const verdict = (reply: Reply): string => textOf({ ...reply, lines: reply.lines.slice(-1) })

const linked = (reply: Reply) => reply.lines.flat().flatMap(({ place }) => place ?? [])

describe('why a paper will come', () => {
  it('names each step that it passed, and when the digest comes, to the asker alone', async () => {
    await harness.type('confirm subscribe')
    const reply = await why(AGENTS)
    expect(reply.visibility).toBe('ephemeral')
    expect(steps(reply)).toEqual(['✓ Listed', '✓ the general digest', '✓ Score', '✓ Rank'])
    expect(textOf(reply)).toContain('Agents That Plan')
    expect(verdict(reply)).toContain('today at 09:00 (UTC)')
  })

  it('says where the words of each topic are found, or what is missing', async () => {
    await harness.type('confirm subscribe agents planning')
    await harness.type('confirm subscribe has:code')
    await harness.type('confirm subscribe plan robots')
    const reply = await why(AGENTS)
    expect(steps(reply).slice(1, 4)).toEqual(['✓ agents planning', '✓ has:code', '✗ plan robots'])
    expect(step(reply, 'agents planning')).toMatch(/agents in the title, planning in the \w+$/)
    expect(step(reply, 'has:code')).toMatch(/: has:code$/)
    expect(step(reply, 'plan robots')).toMatch(/ robots$/)
    expect(step(reply, 'plan robots')).not.toContain('plan,')
  })

  it.each([
    ['diffusion OR video', '✓ diffusion OR video: diffusion in the title'],
    ['audio OR video', '✗ audio OR video: has neither audio nor video'],
    ['colour -diffusion', '✗ colour -diffusion: has diffusion in the title, which the topic leaves out'],
  ])('names the part of %s that matched or failed', async (topic, line) => {
    await harness.type(`confirm subscribe ${topic}`)
    expect(step(await why(COLOUR), topic)).toBe(line)
  })

  it('gives the score with the upvotes and the age that it is made of', async () => {
    await harness.type('confirm subscribe')
    const score = async (id: string) => step(await why(id), 'Score')
    expect(await score(AGENTS)).toBe(
      '✓ Score: 100 of 100 (50 upvotes, listed just now: ahead of all recent papers)',
    )
    expect(await score(COLOUR)).toContain(
      ': 50 of 100 (20 upvotes, listed just now: ahead of 50% of recent papers)',
    )
    expect(await score(ROBOTS)).toMatch(/: 0 of 100 \(.*: behind all recent papers\)$/)
  })
})

describe('the lowest score of a channel', () => {
  beforeEach(() => harness.type('confirm subscribe'))

  it.each([
    { lowest: '50', step: '✓ Score', rank: '✓ Rank' },
    { lowest: '51', step: '✗ Score', rank: '✗ Rank' },
  ])('of $lowest: $step for a paper of 50', async ({ lowest, step: mark, rank }) => {
    await set({ score: [lowest] })
    const reply = await why(COLOUR)
    expect(steps(reply).slice(2)).toEqual([mark, rank])
    expect(step(reply, 'Score')).toContain(`this channel’s lowest score is ${lowest}`)
    expect(verdict(reply).includes('09:00')).toBe(rank === '✓ Rank')
  })

  it('isn’t mentioned if there is none, whatever the paper scores', async () => {
    const reply = await why(ROBOTS)
    expect(steps(reply)).toContain('✓ Score')
    expect(step(reply, 'Score')).not.toMatch(/minimum|lowered/)
  })

  it('is compared with the score after downranking', async () => {
    await harness.type(`downrank ${COLOUR}`)
    await set({ score: ['40'] })
    const reply = await why(COLOUR)
    expect(steps(reply)).toContain('✗ Score')
    expect(step(reply, 'Score')).toMatch(
      /: 5 of 100 .*; lowered from 50 because it is like “Diffusion in Colour”; this channel’s lowest score is 40$/,
    )
  })
})

describe('the rank', () => {
  beforeEach(() => harness.type('confirm subscribe'))

  it.each([
    { size: '1', mark: '✗ Rank' },
    { size: '2', mark: '✓ Rank' },
    { size: '3', mark: '✓ Rank' },
  ])('of the second paper in a digest of $size: $mark', async ({ size, mark }) => {
    await set({ size: [size] })
    const reply = await why(COLOUR)
    expect(steps(reply)).toContain(mark)
    expect(step(reply, 'Rank')).toMatch(new RegExp(`: 2 of 3 .* ${size}$`))
    expect(verdict(reply).includes('09:00')).toBe(mark === '✓ Rank')
  })

  it('counts only papers that the channel can still get', async () => {
    await set({ muted: ['agents'], size: ['1'] })
    expect(step(await why(COLOUR), 'Rank')).toContain(': 1 of 2 ')
    const muted = await why(AGENTS)
    expect(steps(muted)).toContain('✗ Rank')
    expect(step(muted, 'Rank')).not.toMatch(/\d of \d/)
  })
})

describe('what a channel leaves out', () => {
  beforeEach(() => harness.type('confirm subscribe'))

  it('papers without code: a step of its own, if that is set', async () => {
    await set({ options: ['code', 'late'] })
    expect(steps(await why(AGENTS)).slice(2)).toEqual(['✓ Score', '✓ Code', '✓ Rank'])
    const reply = await why(COLOUR)
    expect(steps(reply).slice(2)).toEqual(['✓ Score', '✗ Code', '✗ Rank'])
    expect(verdict(reply)).toBe('This channel’s settings leave it out.')
  })

  it('muted topics: a step of its own that names the topic, if any is muted', async () => {
    await set({ muted: ['robots\nplan'] })
    const reply = await why(AGENTS)
    expect(steps(reply).slice(2)).toEqual(['✓ Score', '✗ Muted topics', '✗ Rank'])
    expect(step(reply, 'Muted topics')).toMatch(/ plan$/)
    expect(verdict(reply)).toBe('This channel’s settings leave it out.')
    expect(steps(await why(COLOUR)).slice(2)).toEqual(['✓ Score', '✓ Muted topics', '✓ Rank'])
  })
})

describe('why a paper won’t come', () => {
  it('is that nothing is followed: no other step is evaluated', async () => {
    const reply = await why(AGENTS)
    expect(steps(reply)).toEqual(['✓ Listed', '✗ Topics'])
    expect(textOf(reply)).toContain('/papers subscribe')
    await set({ size: ['3'] })
    expect(steps(await why(AGENTS))).toEqual(['✓ Listed', '✗ Topics'])
  })

  it('is that it was on no daily list', async () => {
    const { paper } = candidate('1706.03762', { paper: { title: 'Attention' } })
    harness.lookUps.papers.set(paper.id, { paper })
    await harness.type('confirm subscribe')
    const reply = await why(paper.id)
    expect(steps(reply)).toEqual(['✗ Listed'])
    expect(textOf(reply)).toContain('Attention')
  })

  it('is that no topic matches it', async () => {
    await harness.type('confirm subscribe robots')
    const reply = await why(AGENTS)
    expect(steps(reply)).toEqual(['✓ Listed', '✗ robots'])
    expect(verdict(reply)).toBe('It matches none of this channel’s topics.')
  })

  it('is that its day is too long ago', async () => {
    harness.clock.set('2026-12-03T08:00Z')
    await harness.type('confirm subscribe')
    const reply = await why(AGENTS)
    expect(steps(reply)).toEqual(['✓ Listed', '✓ the general digest', '✗ Recent'])
  })

  it('is that someone paused the digests', async () => {
    await harness.type('confirm subscribe')
    await harness.type('pause')
    expect(verdict(await why(AGENTS))).toMatch(/Ada.*\/papers resume/)
  })

  it('is that the platform rejects the channel, even if someone paused it too', async () => {
    await harness.type('confirm subscribe')
    await harness.type('pause')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    expect(verdict(await why(AGENTS))).toContain('The bot was removed.')
  })

  it('isn’t asked without a paper', async () => {
    const reply = await why('')
    expect(steps(reply)).toEqual([])
    expect(textOf(reply)).toContain('/papers why 1706.03762')
  })
})

describe('a paper that the channel got', () => {
  it('links to the message with it', async () => {
    await harness.type('confirm subscribe')
    await harness.at('2026-11-23T09:00Z')
    harness.clock.set('2026-11-24T08:00Z')
    const reply = await why(COLOUR)
    expect(steps(reply)).toEqual(['✓ Listed', '✓ the general digest', '✓ Posted'])
    expect(step(reply, 'Posted')).toContain('yesterday at 09:00')
    expect(linked(reply)).toEqual([{ channel: CHANNEL, messageId: 'm1' }])
  })

  it('links to its own message in a thread', async () => {
    await harness.type('confirm subscribe')
    await set({ layout: ['thread'] })
    await harness.at('2026-11-23T09:00Z')
    expect(harness.posts).toHaveLength(4)
    expect(linked(await why(AGENTS))).toEqual([{ channel: CHANNEL, messageId: 'm2' }])
    expect(linked(await why(ROBOTS))).toEqual([{ channel: CHANNEL, messageId: 'm4' }])
  })

  it('links to its message still when the texts of the digest were removed', async () => {
    await harness.type('confirm subscribe')
    await set({ layout: ['thread'] })
    await harness.at('2026-11-23T09:00Z')
    await harness.type('pause')
    await harness.at('2027-11-23T09:00Z')
    const isArchived = async () => (await harness.store.outbox.findDeliveryOf(CHANNEL, ROBOTS))?.archived
    expect(await isArchived()).toBeUndefined()
    await harness.at('2027-11-23T09:01Z')
    expect(await isArchived()).toBe(true)
    const reply = await why(ROBOTS)
    expect(step(reply, 'Posted')).toContain('Digests don’t repeat papers.')
    expect(linked(reply)).toEqual([{ channel: CHANNEL, messageId: 'm4' }])
  })

  it('has no message while it is about to be posted', async () => {
    await harness.type('confirm subscribe')
    harness.verdicts.push({ kind: 'unknown', reason: 'the connection broke' })
    await harness.at('2026-11-23T09:00Z')
    const reply = await why(COLOUR)
    expect(steps(reply)).toEqual(['✓ Listed', '✓ the general digest', '✓ Posting'])
    expect(linked(reply)).toEqual([])
    expect(step(reply, 'Posting')).toBe('✓ Posting: in progress')
  })

  it('says that posting it waits for access', async () => {
    await harness.type('confirm subscribe')
    harness.verdicts.push({ kind: 'unknown', reason: 'the connection broke' })
    await harness.at('2026-11-23T09:00Z')
    harness.tokenIsValid = false
    await harness.store.suspensions.add({ scope: 'slack:T1/', reason: 'The token was revoked', at: 1 })
    expect(verdict(await why(COLOUR))).toBe(
      '✓ Posting: on hold. The token was revoked. Digests wait until access is restored.',
    )
  })
})
