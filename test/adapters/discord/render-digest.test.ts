import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countComponents, type Message } from '../../../adapters/discord/components.ts'
import { BUTTONS, MESSAGE } from '../../../adapters/discord/limits.ts'
import { linkUrl } from '../../../adapters/discord/markdown.ts'
import { renderDigest, threadName } from '../../../adapters/discord/render-digest.ts'
import { LAYOUTS } from '../../../src/channels/layout.ts'
import { type Digest, type Entry, messageCount } from '../../../src/messages/digest.ts'
import { buttonsIn, textIn } from '../../fakes/discord/contents.ts'
import { loadValidators, validatorsAreThere } from '../../fakes/validators.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'
import { readLine } from './read-markdown.ts'

const DIGESTS = { everyday: everydayDigest, fullest: fullestDigest, hostile: hostileDigest }
const messagesOf = (digest: Digest): Message[] =>
  Array.from({ length: messageCount(digest) }, (_, step) => renderDigest(digest, step))
const linesOf = ({ components }: Message): string[] => textIn(components).split('\n')
const SECTION = 9

/** Texts and labels together, in code points, as Discord counts them. */
const lengthOf = ({ components }: Message): number =>
  [
    ...textIn(components),
    ...buttonsIn(components)
      .map(({ label }) => label)
      .join(''),
  ].length

describe('a digest on Discord', () => {
  it('is a header, three lines a paper with its details beside them, notes, and one row of buttons', () => {
    const { components } = renderDigest(everydayDigest)
    expect(components.map(({ type }) => type)).toEqual([10, 9, 9, 9, 10, 1])
    expect(linesOf(renderDigest(everydayDigest)).slice(0, 4)).toEqual([
      '### Papers for Monday, 23 November',
      '**1. [Small Steps: Curriculum Learning for Tool-Using Agents](<https://huggingface.co/papers/2611.00001>)**',
      'Ordering tasks from easy to hard lets a 7B agent reach the tool-use accuracy of a model ten times its size.',
      '-# ▲ 163 (+41 since yesterday) · ★ 1.2k · Example Lab · 12 authors · [code](<https://github.com/example/small-steps>) · agents',
    ])
    expect(linesOf(renderDigest(everydayDigest)).at(-1)).toBe(
      '-# 18 more are listed today: [see them all](<https://huggingface.co/papers>)',
    )
    expect(buttonsIn(components)).toEqual([
      ...['1', '2', '3'].map(number => ({
        type: 2,
        style: 2,
        custom_id: `papers:show 2611.0000${number}`,
        label: 'Details',
      })),
      { type: 2, style: 2, custom_id: 'papers:today', label: 'All of today' },
      { type: 2, style: 2, custom_id: 'papers:subscriptions', label: 'Subscriptions' },
    ])
  })

  it('says below its title, muted, what is true of all papers', () => {
    const subtitle = 'All from Friday 20 November'
    for (const layout of LAYOUTS)
      expect(linesOf(renderDigest({ ...everydayDigest, layout, subtitle }))[1]).toBe(`-# ${subtitle}`)
  })

  it('notifies nobody', () => {
    for (const message of messagesOf(hostileDigest)) expect(message.allowed_mentions).toEqual({ parse: [] })
  })

  it('leaves out empty lines', () => {
    const entry = { ...plainEntry, summary: ' ', facts: [] }
    expect(linesOf(renderDigest({ ...everydayDigest, entries: [entry], notes: [[]] }))).toHaveLength(2)
  })

  it('has thumbnails beside as many first papers as fit in the standard layout', () => {
    const { components } = renderDigest(fullestDigest)
    const types = components.map(({ type }) => type)
    expect(types.filter(type => type === SECTION)).toHaveLength(9)
    expect(types.lastIndexOf(SECTION)).toBe(9)
    expect(countComponents(components)).toBe(MESSAGE.components)
  })

  it.each([
    { layout: 'standard', count: 7, kinds: { thumbnails: 7, details: 7, menus: 0 } },
    { layout: 'standard', count: 8, kinds: { thumbnails: 0, details: 8, menus: 0 } },
    { layout: 'standard', count: 11, kinds: { thumbnails: 0, details: 11, menus: 0 } },
    { layout: 'standard', count: 12, kinds: { thumbnails: 10, details: 0, menus: 1 } },
    { layout: 'compact', count: 11, kinds: { thumbnails: 0, details: 11, menus: 0 } },
    { layout: 'compact', count: 12, kinds: { thumbnails: 0, details: 0, menus: 1 } },
    { layout: 'compact', count: 15, kinds: { thumbnails: 0, details: 0, menus: 1 } },
  ] as const)('has the details of $count papers in the $layout layout where there is room', given => {
    const entries = fullestDigest.entries.slice(0, given.count)
    const { components } = renderDigest({ ...fullestDigest, layout: given.layout, entries })
    expect(countComponents(components)).toBeLessThanOrEqual(MESSAGE.components)
    expect({
      thumbnails: JSON.stringify(components).split('"type":11').length - 1,
      details: buttonsIn(components).filter(({ label }) => label === 'Details').length,
      menus: JSON.stringify(components).split('"type":3').length - 1,
    }).toEqual(given.kinds)
  })

  it('has a menu where a paper is there twice, because Discord rejects two buttons with one id', () => {
    const { components } = renderDigest({ ...everydayDigest, entries: [plainEntry, plainEntry] })
    expect(buttonsIn(components).map(({ label }) => label)).not.toContain('Details')
  })

  it('is a head with one message a paper in the thread layout', () => {
    const digest: Digest = { ...everydayDigest, layout: 'thread' }
    const [head, ...papers] = messagesOf(digest)
    expect(head && linesOf(head)[0]).toBe('**Papers for Monday, 23 November** · 3 papers in the thread')
    expect(head && buttonsIn(head.components)).toHaveLength(everydayDigest.actions.length)
    expect(papers.map(({ components }) => components.length)).toEqual([1, 1, 1])
    expect(papers.map(({ components }) => buttonsIn(components).map(each => each.custom_id))).toEqual([
      ['papers:show 2611.00001'],
      ['papers:show 2611.00002'],
      ['papers:show 2611.00003'],
    ])
    expect(papers[1] && linesOf(papers[1])[0]).toMatch(/^\*\*2\. \[Attention/)
    expect(threadName(digest)).toBe('Papers for Monday, 23 November')
    expect(() => renderDigest(digest, 4)).toThrow(RangeError)
    expect(() => renderDigest(everydayDigest, 1)).toThrow(RangeError)
  })

  it('has no duplicate button, and none whose command is too long', () => {
    const actions = [
      { label: 'All', command: 'today' },
      { label: 'All again', command: 'today' },
      { label: 'Long', command: 'x'.repeat(100) },
      { label: ' ', command: 'status' },
      { label: 'L'.repeat(100), command: 'help' },
    ]
    const buttons = buttonsIn(renderDigest({ ...everydayDigest, actions }).components.at(-1))
    expect(buttons.map(({ custom_id }) => custom_id)).toEqual(['papers:today', 'papers:help'])
    expect(buttons[1]?.label).toHaveLength(BUTTONS.label)
  })
})

describe('hostile texts in a digest', () => {
  it.each(LAYOUTS)('link only to the digest’s own addresses, in the layout %s', layout => {
    const known = hostileDigest.entries.flatMap(({ url, facts }) => [url, ...facts.map(fact => fact.url)])
    const allowed = new Set(known.map(url => linkUrl(url)))
    for (const message of messagesOf({ ...hostileDigest, layout })) {
      for (const line of linesOf(message)) {
        const { links, acting } = readLine(line)
        for (const { url } of links) expect(allowed).toContain(url)
        expect(acting.filter(mark => !['###', '-#', '**'].includes(mark))).toEqual([])
      }
    }
  })
})

const rules = (await loadValidators())?.discord
const skipNote = validatorsAreThere ? '' : ' (skipped: the validators are not available)'
describe.skipIf(!validatorsAreThere)(`Discord's rules${skipNote}`, () => {
  it.each(
    Object.entries(DIGESTS).flatMap(([name, digest]) => LAYOUTS.map(layout => ({ name, layout, digest }))),
  )('accept every message of the $name digest in the layout $layout', ({ digest, layout }) => {
    for (const body of messagesOf({ ...digest, layout })) {
      const headers = {
        authorization: 'Bot x',
        'content-type': 'application/json',
        'user-agent': 'DiscordBot (a, 1)',
      }
      const path = '/channels/290926798626357002/messages'
      expect(rules?.request({ method: 'POST', path, headers, body })).toEqual([])
    }
  })
})

const texts = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({ unit: fc.constantFrom(...'*_[]<>|`:@#- 𝒪'), maxLength }),
    fc.constant('word '.repeat(Math.ceil(maxLength / 5))),
  )
const urls = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  texts(300).map(path => `https://example.org/${path}`),
)
const entries: fc.Arbitrary<Entry> = fc.record({
  paperId: fc.constant('2611.00001'),
  title: texts(400),
  url: urls,
  summary: texts(900),
  facts: fc.array(fc.record({ text: texts(150), url: fc.oneof(urls, fc.constant(undefined)) }), {
    maxLength: 10,
  }),
  thumbnailUrl: fc.option(urls, { nil: undefined }),
})
const digests: fc.Arbitrary<Digest> = fc.record({
  layout: fc.constantFrom(...LAYOUTS),
  title: texts(300),
  entries: fc.array(entries, { minLength: 1, maxLength: 15, size: 'max' }),
  notes: fc.array(fc.array(fc.record({ text: texts(500) }), { maxLength: 3 }), { maxLength: 6 }),
  actions: fc.array(fc.record({ label: texts(120), command: fc.string({ maxLength: 120 }) }), {
    maxLength: 8,
  }),
})

describe('any digest', () => {
  it('stays within the limits and loses no paper', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(digests, digest => {
        const messages = messagesOf(digest)
        for (const message of messages) {
          expect(countComponents(message.components)).toBeLessThanOrEqual(MESSAGE.components)
          expect(lengthOf(message)).toBeLessThanOrEqual(MESSAGE.text)
        }
        const titles = messages.flatMap(linesOf).filter(line => line.startsWith('**'))
        const head = digest.layout === 'thread' ? 1 : 0
        expect(titles).toHaveLength(head + digest.entries.length)
      }),
      { numRuns: 30 },
    )
  })
})
