import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { renderDigestMail, renderPlainMail } from '../../../adapters/email/render-digest.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import { fakeLinks } from '../../fakes/mail/addresses.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'

const recipient = { channel: 'email:a1b2', links: fakeLinks } as const
const render = (digest: Digest) => renderDigestMail(digest, recipient)

/** By the standard; styles are inline because mailboxes drop style sheets. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'no-inline-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    // Older mailboxes know `presentation` only.
    'presentation-role-style': 'off',
    'prefer-tbody': 'off',
  },
})

const digests = { everyday: everydayDigest, fullest: fullestDigest, hostile: hostileDigest }

describe.each(Object.entries(digests))('the %s digest', (_, digest) => {
  it('is valid HTML', async () => {
    const { results } = await validator.validateString(render(digest).html ?? '')
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    ).toEqual([])
  })

  it('says the same in both parts', () => {
    const { text, html = '' } = render(digest)
    for (const { paperId } of digest.entries) {
      for (const url of [
        fakeLinks.paper(paperId),
        fakeLinks.similar(paperId),
        fakeLinks.lessLike(recipient.channel, paperId),
      ]) {
        expect(text).toContain(url)
        expect(html).toContain(`href="${url}"`)
      }
    }
    for (const url of [fakeLinks.settings(recipient.channel), fakeLinks.unsubscribe(recipient.channel)]) {
      expect(text).toContain(url)
      expect(html).toContain(`href="${url}"`)
    }
  })

  it('loads nothing but thumbnails, and none in the compact layout', () => {
    const loaded = (layout: Digest['layout']): string[] =>
      [
        ...(render({ ...digest, layout }).html ?? '').matchAll(
          /\b(?:src|background|srcset|data)="([^"]*)"|url\(([^)]*)\)|<(?:script|link|iframe|object)/g,
        ),
      ].map(([whole, src]) => src ?? whole)
    expect(loaded('compact')).toEqual([])
    expect(loaded('thread')).toEqual([])
    expect(loaded('standard')).toEqual(digest.entries.flatMap(({ thumbnailUrl }) => thumbnailUrl ?? []))
  })
})

describe('the subject', () => {
  const subjectOf = (...titles: string[]): string =>
    render({
      ...everydayDigest,
      entries: titles.map((title, index) => ({ ...plainEntry, title, paperId: `2611.0000${index}` })),
    }).subject

  it('is the best paper’s title, and how many more there are', () => {
    expect(subjectOf('Small Steps')).toBe('Small Steps')
    expect(subjectOf('Small Steps', 'Large Steps', 'No Steps')).toBe('Small Steps, and 2 more')
    expect(subjectOf('', 'Large Steps')).toBe('2611.00000, and 1 more')
  })

  it('is short, on one line, and keeps the number', () => {
    const subject = subjectOf(`A Very\nLong ${'Title '.repeat(100)}`, 'Another')
    expect(subject).toMatch(/^A Very Long Title .*…, and 1 more$/)
    expect(subject.length).toBeLessThanOrEqual(110)
  })
})

it('the preheader names the other papers, and is hidden in the mail', () => {
  const { html = '' } = render(everydayDigest)
  expect(html).toContain(
    '<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">Also: Attention in',
  )
})

it('a paper says why it is here: by its topics, or that it is trending in a digest of everything', () => {
  const why = (changes: Partial<typeof plainEntry>): string | undefined =>
    /^Why this is here: (.*)$/m.exec(
      render({ ...everydayDigest, entries: [{ ...plainEntry, ...changes }] }).text,
    )?.[1]
  expect(why({ topics: ['agents', 'robots -video'], upvotes: 163 })).toBe(
    'it matches agents and robots -video',
  )
  expect(why({ upvotes: 163 })).toBe('it is trending')
  expect(why({})).toBeUndefined()
})

it('topics are said once, as the reason, and not among the facts', () => {
  const { text } = render({ ...everydayDigest, entries: [{ ...plainEntry, topics: ['agents'] }] })
  expect(text).toContain('\n163 upvotes (41 more since yesterday) · 1.2k stars · Example Lab · 12 authors\n')
  expect(text).toContain('\nCode: https://github.com/example/small-steps\n')
})

it('the plain text reads like a letter', () => {
  expect(render({ ...everydayDigest, entries: [plainEntry] }).text).toMatchInlineSnapshot(`
    "Papers for Monday, 23 November

    ----------------------------------------

    Small Steps: Curriculum Learning for Tool-Using Agents
    https://huggingface.co/papers/2611.00001

    Ordering tasks from easy to hard lets a 7B agent reach the tool-use accuracy of a model ten times its size.

    163 upvotes (41 more since yesterday) · 1.2k stars · Example Lab · 12 authors · agents
    Code: https://github.com/example/small-steps
    Details: https://papers.example/papers/2611.00001
    Similar papers: https://papers.example/papers/2611.00001#similar
    Less like this: https://papers.example/email/less/bGVzcyAyNjExLjAwMDAxIGVtYWlsOmExYjI0000000000000000000000000000000000000000000000000000000

    ----------------------------------------

    18 more are listed today: see them all <https://huggingface.co/papers>

    You get this mail because you confirmed this address.
    Topics, time and pause: https://papers.example/email/settings/c2V0dGluZ3MgZW1haWw6YTFiMg0000000000000000000000000000000000000000000000000000000000000000
    Unsubscribe: https://papers.example/email/unsubscribe/dW5zdWJzY3JpYmUgZW1haWw6YTFiMg000000000000000000000000000000000000000000000000000000000000
    "
  `)
})

it('what a server refuses for its contents is sent as titles and links, without HTML', () => {
  const { text, html, subject } = renderPlainMail(everydayDigest, recipient)
  expect(html).toBeUndefined()
  expect(subject).toBe(render(everydayDigest).subject)
  expect(text).toContain(
    '1. Small Steps: Curriculum Learning for Tool-Using Agents\nhttps://huggingface.co/papers/2611.00001\n',
  )
  expect(text).toContain(fakeLinks.unsubscribe(recipient.channel))
  expect(text).not.toContain('Ordering tasks')
})
