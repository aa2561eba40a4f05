import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countGraphemes, shorten } from '../../src/text/graphemes.ts'

describe('countGraphemes', () => {
  it.each([
    ['', 0],
    ['plain text', 10],
    ['naïve', 5],
    ['x\u0302y', 2],
    ['👩🏽\u200d💻 🏳️\u200d🌈', 3],
    ['𝒪(n²)', 5],
  ])('counts in %j what a person sees', (text, count) => {
    expect(countGraphemes(text)).toBe(count)
  })
})

describe('shorten', () => {
  it('does not change a text that fits', () => {
    expect(shorten('as it is', 8)).toBe('as it is')
  })

  it('cuts between words if one ends near the limit, and drops punctuation before the ellipsis', () => {
    expect(shorten('one two three, four', 16)).toBe('one two three…')
  })

  it('cuts within a word that is too long', () => {
    expect(shorten('incomprehensibilities', 6)).toBe('incom…')
  })

  it('never cuts through a grapheme of several characters', () => {
    expect(shorten('👩🏽\u200d💻👩🏽\u200d💻👩🏽\u200d💻', 2)).toBe('👩🏽\u200d💻…')
  })

  it('stays within a limit in code units with that measure', () => {
    expect(shorten('𝒪𝒪𝒪𝒪', 6, text => text.length)).toBe('𝒪𝒪…')
  })

  it('stays within any limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, limit) => {
        expect(countGraphemes(shorten(text, limit))).toBeLessThanOrEqual(limit)
      }),
    )
  })
})
