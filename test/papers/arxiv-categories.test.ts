import { describe, expect, it } from 'vitest'
import { ARXIV_CATEGORIES, readCategories } from '../../src/papers/arxiv-categories.ts'

describe('categories of arXiv', () => {
  it.each([
    ['cs.CL,cs.LG', ['cs.CL', 'cs.LG']],
    [' cs.cl; CS.lg  stat.ML+eess.AS,', ['cs.CL', 'cs.LG', 'stat.ML', 'eess.AS']],
    ['cs.CL,cs.cl', ['cs.CL']],
    ['quant-ph,math-ph,cond-mat.str-el', ['quant-ph', 'math-ph', 'cond-mat.str-el']],
    ['cs', ['cs']],
    ['cs.*', ['cs']],
    [',', []],
  ])('are read from %j', (text, categories) => {
    expect(readCategories(text)).toEqual({ ok: true, categories })
  })

  it.each([
    ['cs.LC', 'should be categories of arXiv, such as cs.CL,cs.LG; there is no cs.lc. Did you mean cs.CL?'],
    [
      'stat.LM',
      'should be categories of arXiv, such as cs.CL,cs.LG; there is no stat.lm. Did you mean stat.ML?',
    ],
    ['csCL', 'should be categories of arXiv, such as cs.CL,cs.LG; there is no cscl. Did you mean cs.CL?'],
    [
      'cs.CL,quant-phy',
      'should be categories of arXiv, such as cs.CL,cs.LG; there is no quant-phy. Did you mean quant-ph?',
    ],
    ['cs.nonsense', 'should be categories of arXiv, such as cs.CL,cs.LG; there is no cs.nonsense'],
    ['hf_AbCdEf0123456789', 'should be categories of arXiv, such as cs.CL,cs.LG'],
    ['averyverylongsecretwithoutdigits', 'should be categories of arXiv, such as cs.CL,cs.LG'],
  ])('are refused where there are none: %j', (text, problem) => {
    expect(readCategories(text)).toEqual({ ok: false, problem })
  })

  it('are the 155 of the taxonomy, and its archives with classes', () => {
    expect(ARXIV_CATEGORIES.filter(name => name.includes('.'))).toHaveLength(146)
    expect(new Set(ARXIV_CATEGORIES).size).toBe(ARXIV_CATEGORIES.length)
  })
})
