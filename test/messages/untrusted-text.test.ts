import { describe, expect, it } from 'vitest'
import { plain, shortUrl, webUrl } from '../../src/messages/untrusted-text.ts'

describe('untrusted text', () => {
  it.each([
    ['a\u0000b\u001b[31mc\u0085', 'ab[31mc'],
    ['a\u202eb\u2066c\u2069', 'abc'],
    ['a\u200bb\u2060c', 'abc'],
    ['a\n\n\tb  c', 'a b c'],
    ['\ud800a', '\ufffda'],
    ['a\u00a0b', 'a b'],
    ['▲ 1  a', '▲ 1 a'],
    ['▲ 163 · a', '▲ 163 · a'],
    ['👩‍🔬', '👩‍🔬'],
    ['क्‍ष', 'क्‍ष'],
    ['<b> *x* @everyone', '<b> *x* @everyone'],
  ])('%j is shown as %j', (raw, shown) => {
    expect(plain(raw)).toBe(shown)
  })
})

describe('an untrusted address', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['http://example.org/a b', 'http://example.org/a%20b'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://example.org/\u001b]8;;', 'https://example.org/%1B]8;;'],
    ['https://user:secret@example.org/', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['example.org', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is linked as %s', (address, url) => {
    expect(webUrl(address)).toBe(url)
  })

  it('is linked only up to the length that a platform takes', () => {
    const url = 'https://example.org/abc'
    expect(webUrl(url, url.length)).toBe(url)
    expect(webUrl(url, url.length - 1)).toBeUndefined()
  })

  it.each([
    ['https://huggingface.co/papers/2611.00001', 'huggingface.co/papers/2611.00001'],
    ['http://example.org/', 'example.org'],
  ])('%s reads %s', (url, text) => {
    expect(shortUrl(url)).toBe(text)
  })
})
