import { expect, it } from 'vitest'
import { rarestWords } from '../../../adapters/sqlite/rarest-words.ts'
import { printQuery } from '../../../src/search/query/printer.ts'
import { stemOf } from '../../../src/text/tokenizer.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'

/** The first of them are in all papers, the last ones in few; how common others are isn’t known. */
const WORDS = ['aurora', 'borealis', 'cobalt', 'dunes', 'ember', 'fjords', 'glacier', 'harbour', 'ivory']
const papers = new Map(WORDS.map((word, place) => [stemOf(word), WORDS.length - 1 - place]))

it.each([
  ['aurora borealis cobalt dunes ember fjords glacier harbour', 'harbour glacier fjords ember'],
  ['harbour aurora cobalt dunes fjords glacier ivory "ember aurora"', 'ivory harbour glacier fjords'],
  ['harbour aurora cobalt unheard borealis unknown glacier ember', 'harbour glacier ember cobalt'],
  ['aurora borealis cobalt dunes ember fjords glacier', undefined],
  ['aurora OR borealis OR cobalt OR dunes OR ember OR fjords OR glacier OR harbour', undefined],
])('the rarest words of “%s” are “%s”', (query, rarest) => {
  const found = rarestWords(queryOf(query), stem => papers.get(stem))
  expect(found && printQuery(found)).toEqual(rarest)
})
