import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits } from '../../../adapters/slack/blocks.ts'
import { renderDigest } from '../../../adapters/slack/render-digest.ts'
import { LAYOUTS } from '../../../src/channels/layout.ts'
import { type Digest, messageCount } from '../../../src/messages/digest.ts'
import { validatorsAreThere } from '../../fakes/validators.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'
import { findingsIn, objectsIn, skippedNote, textsIn } from './blocks.ts'

const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })
const details = (index: number) => ({
  type: 'button',
  text: plain('Details'),
  action_id: `papers:details:${index}`,
  value: `show ${everydayDigest.entries[index]?.paperId}`,
  accessibility_label: expect.stringMatching(/^Details of /),
})
const messagesOf = (digest: Digest) =>
  Array.from({ length: messageCount(digest) }, (_, step) => renderDigest(digest, step))
const typesIn = (blocks: readonly { type: string }[]): string[] => blocks.map(({ type }) => type)

describe('the compact layout', () => {
  const { text, blocks } = renderDigest(everydayDigest)

  it('has a header, each paper with its details, the notes, and one row of buttons', () => {
    expect(typesIn(blocks)).toEqual([
      ...['header', 'rich_text', 'section', 'context', 'rich_text', 'section', 'context'],
      ...['section', 'context', 'context', 'actions'],
    ])
    expect(blocks[0]).toEqual({ type: 'header', text: plain('Papers for Monday, 23 November') })
  })

  it('shows a paper in three lines: number and linked title, sentence with the details beside it, context line', () => {
    const { title, url, summary } = plainEntry
    expect(blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        section(
          { type: 'text', text: '1. ', style: { bold: true } },
          { type: 'link', url, text: title, style: { bold: true } },
        ),
      ],
    })
    expect(blocks[2]).toEqual({ type: 'section', text: plain(summary), accessory: details(0) })
    expect(blocks[3]).toEqual({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: '▲ 163 (+41 since yesterday) · ★ 1.2k · Example Lab · 12 authors · <https://github.com/example/small-steps|code> · agents',
          verbatim: true,
        },
      ],
    })
  })

  it('has the details of a paper without summary beside its title', () => {
    const [, , { title, url } = plainEntry] = everydayDigest.entries
    expect(blocks[7]).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: `3. <${url}|${title}>`, verbatim: true },
      accessory: details(2),
    })
  })

  it('has the details of a paper without summary below a title that mrkdwn would format', () => {
    const entry = { ...plainEntry, title: 'The *Best* Paper', summary: '', facts: [] }
    const { blocks } = renderDigest({ ...everydayDigest, entries: [entry], notes: [], actions: [] })
    expect(typesIn(blocks)).toEqual(['header', 'rich_text', 'actions'])
    expect(textsIn(blocks, 'mrkdwn')).toEqual([])
  })

  it('says to screen readers which paper a button is about, in at most 75 characters', () => {
    const entry = { ...plainEntry, title: 'word '.repeat(40) }
    const { blocks } = renderDigest({ ...everydayDigest, entries: [entry] })
    const [button] = objectsIn(blocks).filter(({ type }) => type === 'button')
    expect(button?.accessibility_label).toMatch(/^Details of word .{40,66}…$/)
    expect(String(button?.accessibility_label).length).toBeLessThanOrEqual(75)
  })

  it('gives each button its command as its value', () => {
    const buttons = objectsIn(blocks).filter(({ type }) => type === 'button')
    expect(buttons.map(({ action_id, value }) => [action_id, value])).toEqual([
      ['papers:details:0', 'show 2611.00001'],
      ['papers:details:1', 'show 2611.00002'],
      ['papers:details:2', 'show 2611.00003'],
      ['papers:0', 'today'],
      ['papers:1', 'subscriptions'],
    ])
  })

  it('has the titles in the text for notifications and screen readers', () => {
    expect(text).toMatch(
      /^Papers for Monday, 23 November\. 1\. Small Steps: .* 2\. Attention in 𝒪\(n log n\): E²C and Friends\. /,
    )
  })
})

describe('the standard layout', () => {
  it('puts the thumbnail beside the summary, so that Slack doesn’t reject the message if it can’t fetch it', () => {
    const { blocks } = renderDigest({ ...everydayDigest, layout: 'standard' })
    expect(blocks[2]).toEqual({
      type: 'section',
      text: plain(plainEntry.summary),
      accessory: {
        type: 'image',
        image_url: plainEntry.thumbnailUrl,
        alt_text: `Thumbnail of “${plainEntry.title}”`,
      },
    })
    expect(objectsIn(blocks).filter(({ type }) => type === 'image')).toHaveLength(1)
  })

  it('has the details below a paper with a thumbnail, and beside one without', () => {
    const { blocks } = renderDigest({ ...everydayDigest, layout: 'standard' })
    expect(typesIn(blocks)).toEqual([
      ...['header', 'rich_text', 'section', 'context', 'actions', 'rich_text', 'section', 'context'],
      ...['section', 'context', 'context', 'actions'],
    ])
    expect(blocks[4]).toEqual({ type: 'actions', elements: [details(0)] })
  })
})

describe('the thread layout', () => {
  const digest: Digest = { ...everydayDigest, layout: 'thread' }

  it('has a head of one line with the count, and the buttons', () => {
    const { blocks } = renderDigest(digest, 0)
    expect(blocks[0]).toEqual({
      type: 'rich_text',
      elements: [
        section(
          { type: 'text', text: digest.title, style: { bold: true } },
          { type: 'text', text: ' · 3 papers in the thread' },
        ),
      ],
    })
    expect(typesIn(blocks)).toEqual(['rich_text', 'context', 'actions'])
  })

  it('has one paper in each reply', () => {
    const { text, blocks } = renderDigest(digest, 2)
    expect(text).toBe(
      `2. Attention in 𝒪(n log n): E²C and Friends. ${plainEntry.summary} 24 upvotes, 1 author, from Friday, 20 November.`,
    )
    expect(typesIn(blocks)).toEqual(['rich_text', 'section', 'context'])
    expect(objectsIn(blocks).filter(({ type }) => type === 'button')).toEqual([details(1)])
    expect(() => renderDigest(digest, 4)).toThrow(RangeError)
  })
})

it.each(LAYOUTS)('a digest in the %s layout says below its title what is true of all papers', layout => {
  const { text, blocks } = renderDigest({
    ...everydayDigest,
    layout,
    subtitle: 'All from Friday 20 November',
  })
  expect(blocks[1]).toEqual({
    type: 'context',
    elements: [{ type: 'plain_text', text: 'All from Friday 20 November', emoji: false }],
  })
  if (layout !== 'thread') expect(text).toContain('23 November. All from Friday 20 November. 1. ')
})

/** Blocks of a digest with so many papers: images, and buttons in sections, in rows of one, and a menu. */
const kindsIn = (count: number, layout: Digest['layout'], notes = fullestDigest.notes) => {
  const entries = fullestDigest.entries.slice(0, count).map(({ paperId }) => ({ ...plainEntry, paperId }))
  const { blocks } = renderDigest({ ...fullestDigest, layout, entries, notes })
  expect(blocks.length).toBeLessThanOrEqual(50)
  const buttons = (type: string) =>
    objectsIn(blocks.filter(block => block.type === type)).filter(({ value }) => /^show /.test(String(value)))
  return {
    images: objectsIn(blocks).filter(({ type }) => type === 'image').length,
    beside: buttons('section').length,
    below: buttons('actions').filter(({ type }) => type === 'button').length,
    menus: objectsIn(blocks).filter(({ type }) => type === 'static_select').length,
  }
}

describe('the details of the papers', () => {
  const note = fullestDigest.notes[0] ?? []
  it.each([
    { layout: 'standard', count: 11, kinds: { images: 11, beside: 0, below: 11, menus: 0 } },
    { layout: 'standard', count: 12, kinds: { images: 0, beside: 12, below: 0, menus: 0 } },
    { layout: 'standard', count: 15, kinds: { images: 0, beside: 15, below: 0, menus: 0 } },
    { layout: 'compact', count: 15, kinds: { images: 0, beside: 15, below: 0, menus: 0 } },
    { layout: 'compact', count: 15, notes: 3, kinds: { images: 0, beside: 15, below: 0, menus: 0 } },
    { layout: 'compact', count: 15, notes: 4, kinds: { images: 0, beside: 0, below: 0, menus: 1 } },
  ] as const)('of $count in the $layout layout with $notes notes', ({ layout, count, kinds, ...rest }) => {
    const notes = Array(('notes' in rest ? rest.notes : undefined) ?? 1).fill(note)
    expect(kindsIn(count, layout, notes)).toEqual(kinds)
  })
})

describe('the fullest digest', () => {
  it.each(LAYOUTS)('fits in the %s layout with all its papers', layout => {
    const digest = { ...fullestDigest, layout }
    const messages = messagesOf(digest)
    const links = messages.flatMap(({ blocks }) => objectsIn(blocks)).filter(({ type }) => type === 'link')
    expect(new Set(links.map(({ url }) => url))).toEqual(new Set(digest.entries.map(({ url }) => url)))
    for (const { blocks } of messages) expect(fits(blocks)).toBe(true)
  })

  it('shortens summaries before facts, and facts before titles', () => {
    const { blocks } = renderDigest(fullestDigest)
    const [paper] = blocks.filter(({ type }) => type === 'rich_text')
    const [section] = blocks.filter(({ type }) => type === 'section')
    const [title = ''] = textsIn(paper, 'link')
    const [summary = ''] = textsIn(section, 'plain_text')
    expect(title).toBe(fullestDigest.entries[0]?.title.trim())
    expect(summary).toMatch(/^Our method improves .{50,}…$/)
    expect(textsIn(blocks, 'mrkdwn')[0]).toContain('664 authors')
  })

  it('fits even with texts longer than any paper has', () => {
    const long = 'very long '.repeat(1_000)
    const entry = {
      ...plainEntry,
      title: long,
      summary: long,
      facts: [{ text: long }, { text: 'code', url: plainEntry.url }],
    }
    const digest = {
      ...fullestDigest,
      title: long,
      entries: Array.from({ length: 15 }, () => entry),
      notes: [[{ text: long }]],
    }
    const { blocks } = renderDigest(digest)
    expect(fits(blocks)).toBe(true)
    expect(textsIn(blocks, 'link')).toHaveLength(15)
  })
})

describe('hostile texts', () => {
  const messages = LAYOUTS.flatMap(layout => messagesOf({ ...hostileDigest, layout }))

  it('become text and links, never mentions, dates or emoji', () => {
    const types = new Set(objectsIn(messages).flatMap(({ type }) => (typeof type === 'string' ? [type] : [])))
    const ours = [
      'header',
      'plain_text',
      'rich_text',
      'rich_text_section',
      'link',
      'text',
      'context',
      'actions',
      'button',
      'section',
    ]
    expect([...types].sort()).toEqual(ours.sort())
    expect(objectsIn(messages).filter(({ emoji }) => emoji === true)).toEqual([])
  })

  it('are not in mrkdwn, and are escaped in the text for notifications', () => {
    expect(textsIn(messages, 'mrkdwn')).toEqual([])
    for (const { text } of messages) expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
  })

  it('are shown completely, without characters that hide or reorder the text around them', () => {
    const [message] = messages
    expect(textsIn(message, 'link').slice(0, 2)).toEqual([
      '<!channel> <@U012AB3CD> <#C024BE7LR> <https://evil.example|click>',
      '@everyone @here <@123456789012345678> <@&123456789012345678>',
    ])
    expect(textsIn(message, 'link')[4]).toBe('gnp.exe & &amp; &lt;script&gt;')
  })

  it('link only to the web', () => {
    const urls = [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'not a url',
      `https://example.org/${'a'.repeat(4_000)}`,
    ]
    const entries = urls.map(url => ({
      ...plainEntry,
      url,
      thumbnailUrl: url,
      facts: [{ text: 'code', url }],
    }))
    const { blocks } = renderDigest({ ...everydayDigest, layout: 'standard', entries, notes: [] })
    expect(
      objectsIn(blocks).filter(({ type }) => type === 'link' || type === 'image' || type === 'mrkdwn'),
    ).toEqual([])
  })

  it('are not in the mrkdwn of a line with links', () => {
    const code = { text: 'code', url: 'https://example.org/' }
    const orgs = [
      '*Lab*',
      'a_b',
      '`x`',
      ':tada:',
      'x:y',
      '@here',
      '#c',
      '<!here>',
      'A&B',
      'a~b',
      'a|b',
      '"q"',
    ]
    for (const text of orgs) {
      const { blocks } = renderDigest({
        ...everydayDigest,
        entries: [],
        notes: [[{ text }, { text: ' ' }, code]],
      })
      expect(textsIn(blocks, 'mrkdwn')).toEqual(['<https://example.org/|code>'])
      expect(textsIn(blocks, 'plain_text')).toContain(text)
    }
  })

  it('can’t end the address of a link in a context line', () => {
    const url = 'https://example.org/a|b>c <!channel> &d'
    const { blocks } = renderDigest({ ...everydayDigest, notes: [[{ text: 'all', url }]], entries: [] })
    expect(textsIn(blocks, 'mrkdwn')).toEqual([
      '<https://example.org/a%7Cb%3Ec%20%3C!channel%3E%20&amp;d|all>',
    ])
  })

  it('of any kind make a valid message', () => {
    const text = fc.string({ unit: 'binary', maxLength: 50 })
    const span = fc.record({
      text,
      url: fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true }), { nil: undefined }),
    })
    fc.assert(
      fc.property(text, text, fc.array(span, { maxLength: 20 }), (title, summary, facts) => {
        const { text: shown, blocks } = renderDigest({
          ...everydayDigest,
          title: `Papers ${title}`,
          entries: [{ ...plainEntry, title, summary, facts }],
        })
        const isBad = (object: Record<string, unknown>): boolean =>
          object.text === '' || (Array.isArray(object.elements) && object.elements.length > 10)
        return shown.isWellFormed() && !objectsIn(blocks).some(isBad)
      }),
      { numRuns: 100 },
    )
  })
})

describe.skipIf(!validatorsAreThere)(`by Slack's rules${skippedNote}`, () => {
  const digests = { everyday: everydayDigest, fullest: fullestDigest, hostile: hostileDigest }
  const cases = Object.entries(digests).flatMap(([name, digest]) =>
    LAYOUTS.map(layout => ({ name, layout, digest })),
  )

  it.each(cases)('the $name digest is valid in the $layout layout', async ({ layout, digest }) => {
    for (const message of messagesOf({ ...digest, layout })) expect(await findingsIn(message)).toEqual([])
  })
})
