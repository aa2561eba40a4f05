import { describe, expect, it } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { type Highlight, highlights, highlightText } from '../../src/search/highlights.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { termsOf } from '../../src/search/relevance.ts'
import { listed } from '../contracts/store/samples.ts'

function highlightsOf(typed: string, paper: Partial<Paper>): Highlight[] {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return highlights(
    listed('2611.00001', {}, { title: 'T', abstract: 'A', authors: ['N'], ...paper }).paper,
    termsOf(parsed.query),
  )
}

/** Highlights with the marked words in brackets. */
const shown = (typed: string, paper: Partial<Paper>): string[] =>
  highlightsOf(typed, paper).map(({ field, text, marks }) => {
    const marked = marks.toReversed().reduce((all, [start, end]) => {
      return `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`
    }, text)
    return `${field}: ${marked}`
  })

const filler = (count: number): string => Array.from({ length: count }, (_, n) => `word${n % 10}`).join(' ')

describe('highlights', () => {
  it.each<[typed: string, paper: Partial<Paper>, marked: string[]]>([
    ['model', { title: 'Models of a Model' }, ['title: [Models] of a [Model]']],
    ['diffus*', { title: 'Diffusion and Confusion' }, ['title: [Diffusion] and Confusion']],
    ['modeli*', { title: 'Modeling' }, ['title: [Modeling]']],
    ['naive*', { title: 'Naïveté' }, ['title: [Naïveté]']],
    // The stem of "happy" is "happi", which the text does not show.
    ['happi*', { title: 'Happy Ends' }, ['title: [Happy] Ends']],
    ['gpt-4o', { title: 'GPT4o or GPT-4o' }, ['title: [GPT4o] or [GPT]-[4o]']],
    ['gpt4o', { title: 'GPT4o, GPT 4o or GPT-4o' }, ['title: [GPT4o], GPT 4o or [GPT-4o]']],
    ['llama31', { title: 'To LLaMA-3.1 and on' }, ['title: To [LLaMA-3.1] and on']],
    ['llama3*', { title: 'To LLaMA-3.1 and on' }, ['title: To [LLaMA-3].1 and on']],
    ['zeroshot tasks', { title: 'Tasks, Zero-Shot' }, ['title: [Tasks], [Zero-Shot]']],
    ['title:zeroshot', { title: 'X', abstract: 'A zero-shot one.' }, []],
    ['pre-train*', { title: 'To Pre-train' }, ['title: To [Pre]-[train]']],
    ['title:model', { title: 'A Model', abstract: 'A model.' }, ['title: A [Model]']],
    ['title:model model', { title: 'X', abstract: 'A model.' }, ['abstract: A [model].']],
    [
      'deep agents',
      { title: 'Agents', keywords: ['deep', 'deep agents'], authors: ['Al Deep', 'Bo Sample'] },
      ['title: [Agents]', 'keywords: [deep] [agents]', 'authors: Al [Deep]'],
    ],
    ['labs', { organization: 'Example Labs' }, ['organization: Example [Labs]']],
    ['nowhere', { title: 'Models' }, []],
  ])('of %j in %j are %j', (typed, paper, marked) => {
    expect(shown(typed, paper)).toEqual(marked)
  })

  it('show a title whole, however long', () => {
    const title = `${filler(30)} aurora`
    expect(shown('aurora', { title })).toEqual([`title: ${filler(30)} [aurora]`])
  })

  it('show an abstract of 90 characters whole, and 90 of a longer one', () => {
    const whole = `aurora ${filler(13)}xxxxxx`
    expect(whole).toHaveLength(90)
    expect(shown('aurora', { abstract: whole })).toEqual([`abstract: [aurora] ${filler(13)}xxxxxx`])
    expect(shown('aurora', { abstract: `${whole}x` })).toEqual([`abstract: [aurora] ${filler(7)}…`])
  })

  it('are cut between words, with as much on either side', () => {
    const abstract = `${filler(20)} aurora ${filler(20)}`
    expect(shown('aurora', { abstract })).toEqual([
      'abstract: …word3 word4 word5 word6 word7 word8 word9 [aurora] word0 word1 word2 word3 word4 word5 word6…',
    ])
    expect(shown('aurora', { abstract: `${filler(20)} aurora` })).toEqual([
      'abstract: …word3 word4 word5 word6 word7 word8 word9 [aurora]',
    ])
    expect(shown('aurora', { abstract: `aurora ${filler(20)}` })).toEqual([
      'abstract: [aurora] word0 word1 word2 word3 word4 word5 word6…',
    ])
  })

  it('show the stretch with most of the words, the first where there are several', () => {
    const abstract = `sparse ${filler(20)} sparse attention ${filler(20)} attention sparse`
    expect(shown('sparse attention', { abstract })[0]).toContain('[sparse] [attention]')
    expect(shown('sparse attention', { abstract })[0]).not.toContain('[attention] [sparse]')
  })

  it('count words up to 90 characters apart as one stretch', () => {
    const between = filler(12)
    const abstract = `xx sparse ${between} attention ${filler(20)}`
    expect(`sparse ${between} attention`).toHaveLength(88)
    expect(shown('sparse attention', { abstract })).toEqual([`abstract: …[sparse] ${between} [attention]…`])
    const apart = `xx sparse ${between}yyy attention ${filler(20)}`
    expect(shown('sparse attention', { abstract: apart })[0]).not.toContain('attention')
    const exactly = `xx sparse ${between}yy attention ${filler(20)}`
    expect(shown('sparse attention', { abstract: exactly })[0]).toContain('[attention]')
  })

  it('show a word longer than 90 characters whole, without marking it', () => {
    const long = 'x'.repeat(95)
    expect(shown(`${'x'.repeat(20)}*`, { abstract: `we ${long} do` })).toEqual([`abstract: …${long}…`])
  })
})

it.each<[typed: string, paper: Partial<Paper>, reason: string]>([
  ['model', { title: 'A Model', keywords: ['model'] }, 'in the title'],
  ['model', { keywords: ['world model'] }, 'world model, a keyword'],
  ['lovelace', { authors: ['Ada Lovelace'] }, 'Ada Lovelace, an author'],
  ['labs', { organization: 'Example Labs' }, 'the organisation'],
  ['model', { abstract: 'We have a model.' }, '“We have a model.”'],
  ['nowhere', {}, ''],
])('%j with %j has the reason %j', (typed, paper, reason) => {
  expect(highlightText(highlightsOf(typed, paper))).toBe(reason)
})
