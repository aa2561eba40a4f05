import { expect, it } from 'vitest'
import { createCollection } from '../../src/search/matching.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import type { Query } from '../../src/search/query/query.ts'
import { listed } from '../contracts/store/samples.ts'

const collection = createCollection([
  listed('a', { upvotes: 50 }, { title: 'Deep Agents', abstract: 'We pretrain.' }),
  listed('b', {}, { title: 'Pre-training Deep Nets', abstract: 'Agents.', keywords: ['sparse nets'] }),
  listed('c', {}, { title: 'GPT4o', abstract: 'Deep in the sea, no agents.', organization: 'Labs' }),
  listed('d', {}, { title: 'GPT-4o', abstract: 'The sea is deep.', authors: ['Ada Deep'] }),
])

const idsOf = (query: Query): string => [...collection.matching(query, '2026-11-23')].toSorted().join('')

it.each([
  ['*', 'abcd'],
  ['deep', 'abcd'],
  ['agents', 'abc'],
  ['nowhere', ''],
  ['title:deep', 'ab'],
  ['author:deep', 'd'],
  ['"deep agents"', 'a'],
  ['"agents deep"', ''],
  ['pre-training', 'ab'],
  ['pretraining', 'ab'],
  ['"pre training"', 'b'],
  ['title:pre-training', 'b'],
  ['gpt-4o', 'cd'],
  ['gpt4o', 'cd'],
  ['agen*', 'abc'],
  ['deep-net*', 'b'],
  ['deep-agent*', 'a'],
  ['deep agents', 'abc'],
  ['deep title:agents', 'a'],
  ['labs OR nets', 'bc'],
  ['labs OR nets OR pretrain', 'abc'],
  ['-agents', 'd'],
  ['deep -title:deep', 'cd'],
  ['upvotes>10', 'a'],
  ['agents upvotes>10', 'a'],
])('%j finds %j', (typed, ids) => {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  expect(idsOf(parsed.query)).toBe(ids)
})

it.each([
  [['deep', 'agent'], 2, 'a'],
  [['deep', 'agent'], 6, 'ac'],
  [['deep', 'nowher'], 99, ''],
])('%j within %d words finds %j', (stems, within, ids) => {
  expect(idsOf({ kind: 'near', stems, within })).toBe(ids)
})

it('finds all papers without reading them, and none in an empty collection', () => {
  expect(createCollection([]).matching({ kind: 'everything' }, '2026-11-23')).toEqual(new Set())
  const query: Query = { kind: 'not', part: { kind: 'everything' } }
  expect(idsOf(query)).toBe('')
})

it('an `or` without parts matches nothing, and an `and` without parts every paper', () => {
  const today = '2026-11-23'
  expect(collection.matching({ kind: 'or', parts: [] }, today)).toEqual(new Set())
  expect(collection.matching({ kind: 'and', parts: [] }, today)).toEqual(
    collection.matching({ kind: 'everything' }, today),
  )
})

it('finds the same where it was prepared, and where a query comes meanwhile', async () => {
  const papers = Array.from({ length: 200 }, (_, index) =>
    listed(`p${index}`, {}, { title: `Agents ${index}`, abstract: 'Deep words about the sea. '.repeat(40) }),
  )
  const parsed = parseQuery('agents 10*')
  if (!parsed.ok) throw new Error(parsed.problem)
  const find = ({ matching }: typeof collection) => [...matching(parsed.query, '2026-11-23')].toSorted()
  const expected = find(createCollection(papers))
  expect(expected).toHaveLength(11)
  const prepared = createCollection(papers)
  const preparing = prepared.prepare()
  expect(find(prepared)).toEqual(expected)
  await preparing
  expect(find(prepared)).toEqual(expected)
})
