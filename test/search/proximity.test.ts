import { describe, expect, it } from 'vitest'
import { isNear, matchingField, span } from '../../src/search/proximity.ts'
import { documentOf, type Field } from '../../src/search/query/document.ts'
import { readTerm } from '../../src/search/query/term.ts'
import { listed } from '../contracts/store/samples.ts'

const { paper } = listed(
  '2611.00001',
  {},
  {
    title: 'Deep Deep Learning with Pre-training',
    keywords: ['sparse attention', 'robot arms'],
    authors: ['Ada Learning', 'Bo Sample'],
    organization: 'Example Labs',
    abstract: 'We train deep agents. Robot arms follow.',
  },
)
const document = documentOf(paper)

/** A term, the field it is restricted to, and the field in which it is found. */
const FOUND_IN: readonly [typed: string, field: Field | undefined, found: Field | undefined][] = [
  ['learning', undefined, 'title'],
  ['learning', 'authors', 'authors'],
  ['learning', 'abstract', undefined],
  ['"deep learning"', undefined, 'title'],
  ['"deep deep learning"', undefined, 'title'],
  ['"learning deep"', undefined, undefined],
  ['"deep agents"', undefined, 'abstract'],
  ['"attention robot"', undefined, undefined],
  ['"robot arms"', undefined, 'keywords'],
  ['pretraining', undefined, 'title'],
  ['pre-training', undefined, 'title'],
  ['sample', undefined, 'authors'],
  ['labs', undefined, 'organization'],
  ['deep-lear*', undefined, 'title'],
  ['deep-agen*', undefined, 'abstract'],
  ['deep-robo*', undefined, undefined],
  ['deep-learning*', undefined, 'title'],
  ['deep-agents*', undefined, 'abstract'],
  ['deep-robots*', undefined, undefined],
  ['robot-arm*', undefined, 'keywords'],
  ['learni*', undefined, 'title'],
  ['eep*', undefined, undefined],
  ['follow*', undefined, 'abstract'],
]

describe('a term', () => {
  it.each(FOUND_IN)('%j of field %j is found in %j', (typed, field, found) => {
    const leaf = readTerm(typed, field)
    expect(leaf && matchingField(document, leaf)).toBe(found)
  })
})

it.each<[tokens: string, stems: string, words: number]>([
  ['a b', 'a b', 2],
  ['b a', 'a b', 2],
  ['a x b', 'a b', 3],
  ['a x x b a', 'a b', 2],
  ['a x b x x a b', 'a b', 2],
  ['c a x b c', 'a b c', 4],
  ['a b b b', 'a b', 2],
  ['x a x', 'a', 1],
  ['a x', 'a b', Number.POSITIVE_INFINITY],
  ['', 'a', Number.POSITIVE_INFINITY],
])('%j holds %j within %d words', (tokens, stems, words) => {
  expect(span(tokens.split(' '), stems.split(' '))).toBe(words)
})

it.each<[stems: string[], within: number, field: Field | undefined, near: boolean]>([
  [['train', 'agent'], 3, undefined, true],
  [['train', 'agent'], 2, undefined, false],
  [['train', 'agent'], 3, 'title', false],
  [['agent', 'sampl'], 99, undefined, false],
])('%j are within %d words of each other in field %j: %j', (stems, within, field, near) => {
  expect(isNear(document, { kind: 'near', stems, within, field })).toBe(near)
})
