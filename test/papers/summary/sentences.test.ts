import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../../src/papers/summary/sentences.ts'

const trimmed = (text: string): string[] => splitSentences(text).map(sentence => sentence.trim())

describe('sentences', () => {
  it.each([
    ['e.g.', 'Some models, e.g. Large ones, forget. Others do not.', 2],
    ['i.e.', 'We use the mean, i.e. The plain one.', 1],
    ['vs.', 'It reaches 9.5 vs. 8.1 before. This is more.', 2],
    ['et al.', 'We follow Example et al. (2024) here. It helps.', 2],
    ['a title', 'The method of Dr. Example is old.', 1],
    ['Fig. and Eq.', 'See Fig. 3 and Eq. 4 for more.', 1],
    ['cf. and approx.', 'It is large, cf. Table 2, at approx. 40 GB.', 1],
    ['w.r.t.', 'It is smooth w.r.t. Time.', 1],
    ['an initial', 'The theory of A. B. Example holds.', 1],
    ['a decimal', 'It gains 3.5 points. At 0.5 it stops.', 2],
    ['a version', 'We test Model 2.5 and v3.1 of it.', 1],
    ['a link', 'See https://example.org/a.B?c=D for it. We thank you.', 2],
    ['a dotted name', 'We run Node.js on it. It runs.', 2],
  ])('are not ended by %s', (_, text, count) => {
    expect(splitSentences(text)).toHaveLength(count)
  })

  it('may end in an abbreviation', () => {
    expect(trimmed('This is due to Example et al. We go on.')).toEqual([
      'This is due to Example et al.',
      'We go on.',
    ])
    expect(trimmed('We compare it with method A. The result is clear.')).toHaveLength(2)
  })

  it('do not end inside brackets', () => {
    expect(trimmed('We ask (Why this one? And why now?) and answer. Done.')).toEqual([
      'We ask (Why this one? And why now?) and answer.',
      'Done.',
    ])
  })

  it('end even if a bracket is never closed', () => {
    expect(trimmed('We call it (a Slip. It goes on. And on.')).toHaveLength(3)
  })

  it('may begin with a name in lower case, or without the space before', () => {
    expect(trimmed('It was slow. vFast is not.')).toEqual(['It was slow.', 'vFast is not.'])
    expect(trimmed('Errors fall by half.This work shows why.')).toEqual([
      'Errors fall by half.',
      'This work shows why.',
    ])
  })

  it('cover all of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => splitSentences(text).join('') === text))
    const mark = fc.constantFrom(
      '. ',
      '? ',
      '! ',
      ' (',
      ') ',
      'e.g. ',
      'We ',
      'x',
      'et al. ',
      '\n',
      '。',
      '[1] ',
    )
    fc.assert(
      fc.property(fc.array(mark), marks => splitSentences(marks.join('')).join('') === marks.join('')),
    )
  })
})
