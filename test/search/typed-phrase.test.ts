import { expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { typedPhrase } from '../../src/search/query/typed-phrase.ts'

it.each<[typed: string, phrase: string | undefined]>([
  ['text to speech', 'text to speech'],
  ['Text-to-Speech', undefined],
  ['papers about chains of thought', 'chain of thought'],
  ['what is the mixture of experts?', 'mixtur of expert'],
  ['attention is all you need', 'attent is all you need'],
  ['needle in a haystack', 'needl in a haystack'],
  ['one in two by three', 'on in two by three'],
  ['one in two by three of them', 'on in two by three'],
  ['one in two by the three', 'on in two by the three'],
  ['one in two by three of four', undefined],
  ['speech', undefined],
  ['the speech', undefined],
  ['speech synthesis', undefined],
  ['what is of', undefined],
  ['author:lecun in speech', undefined],
  ['text to speech -survey', undefined],
  ['text to "speech"', undefined],
  ['text to speech OR singing', undefined],
  ['WHO to speech', undefined],
])('the phrase of %j as it was typed is %j', (typed, phrase) => {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  expect(typedPhrase(typed, parsed.query)?.join(' ')).toBe(phrase)
})
