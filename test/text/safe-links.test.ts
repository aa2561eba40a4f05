import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repositoryUrl, safeUrl } from '../../src/text/safe-links.ts'

describe('safeUrl', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://Example.ORG', 'http://example.org/'],
    [' https://example.org/pa\nge\t', 'https://example.org/page'],
    ['https://example.org/\u202egnp\u200b', 'https://example.org/gnp'],
    ['http://192.0.2.7:8080/demo', 'http://192.0.2.7:8080/demo'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://example.org/a_(b)"<c>', 'https://example.org/a_(b)%22%3Cc%3E'],
  ])('makes of %j the address %s', (raw, url) => {
    expect(safeUrl(raw)).toBe(url)
  })

  it.each([
    '',
    'example.org',
    '/avatars/one.svg',
    '//example.org/x',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'ftp://example.org/',
    'mailto:a@example.org',
    'https://',
    'https:example.org',
    'https:\\\\example.org',
    'https:///example.org',
    'https://user@example.org/',
    'https://user:secret@example.org/',
    'https://exa mple.org:port/',
    'https://[::1',
    'https://%zz/',
  ])('takes %j for no address', raw => {
    expect(safeUrl(raw)).toBeUndefined()
  })

  it('gives URLs that it does not change again, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map(text => `https://${text}`),
        ),
        raw => {
          const url = safeUrl(raw)
          if (url === undefined) return
          expect(url).toMatch(/^https?:\/\/[^\s@/]+\//)
          expect(safeUrl(url)).toBe(url)
        },
      ),
    )
  })
})

describe('repositoryUrl', () => {
  it.each([
    ['https://github.com/Lab/code', 'https://github.com/Lab/code'],
    ['http://www.GitHub.com/Lab/code/', 'https://github.com/Lab/code'],
    ['https://github.com/Lab//code///', 'https://github.com/Lab/code'],
    ['https://github.com/Lab/\ncode.js.git\n', 'https://github.com/Lab/code.js'],
    ['https://github.com/Lab/code/tree/main/part', 'https://github.com/Lab/code'],
    ['https://github.com/Lab/code?tab=readme-ov-file#use', 'https://github.com/Lab/code'],
    ['https://gitlab.com/group/part/code', 'https://gitlab.com/group/part/code'],
    ['https://lab.github.io/code/', 'https://lab.github.io/code/'],
  ])('makes of %j the repository %s', (raw, url) => {
    expect(repositoryUrl(raw)).toBe(url)
  })

  it.each([
    'https://github.com',
    'https://github.com/Lab',
    'https://github.com/Lab/',
    'https://github.com/orgs/Lab/repositories',
    'https://github.com/topics/agents',
    'https://github.com/Lab/..%2f',
    'https://github.com/Lab/.git',
    'github.com/Lab/code',
    'https://token@github.com/Lab/code',
    'javascript://github.com/Lab/code',
  ])('finds no repository in %j', raw => {
    expect(repositoryUrl(raw)).toBeUndefined()
  })
})
