import { describe, expect, it } from 'vitest'
import { indexedWords, joinedStem, stemOf, tokenize } from '../../src/text/tokenizer.ts'

/** Texts and their words; a + marks a word that joins the previous one. */
const WORDS: readonly [text: string, words: string][] = [
  ['Language Models', 'language models'],
  ['a-b c', 'a +b c'],
  ['GPT-4o', 'gpt +4o'],
  ['a--b', 'a b'],
  ['a - b', 'a b'],
  ['a b', 'a b'],
  ['a,b', 'a b'],
  ['-a', 'a'],
  ['3.1', '3 +1'],
  ['cs/0601001', 'cs +0601001'],
  ['snake_case', 'snake +case'],
  ['d’Alembert', 'd +alembert'],
  ["d'Alembert", 'd +alembert'],
  ['Navier–Stokes', 'navier +stokes'],
  ['pre‑training', 'pre +training'],
  ['pre‐training', 'pre +training'],
  ["model's mind", 'model mind'],
  ['model’s mind', 'model mind'],
  ["model's-mind", 'model mind'],
  ['model s', 'model s'],
  ['k-s', 'k +s'],
  ["it's-a", 'it a'],
  ['C++', 'c++'],
  ['C+', 'c'],
  ['C++11', 'c++ 11'],
  ['C+++', 'c++'],
  ['C#', 'c#'],
  ['C#7', 'c 7'],
  ['C#é', 'c e'],
  ['C++é', 'c++ e'],
  ['C#!', 'c#'],
  ['#1', '1'],
  ['é C# é', 'e c# e'],
  ['é C++ é', 'e c++ e'],
  ['Az09', 'az09'],
  ['@[`{/:', ''],
  ['Modèles', 'modeles'],
  ['ﬁne', 'fine'],
  ['Straße Æther œuvre ø Łódź đ ð þ ħ ı λόγος', 'strasse aether oeuvre o lodz d d th h i λογοσ'],
  ['a😀b #😀 c😀', 'a b c'],
  ['𝐀𝐈 😀𝐀', 'ai a'],
  ['大语言', '大 语 言'],
  ['大model', '大 model'],
  ['カナ', 'カ ナ'],
  ['ひら', 'ひ ら'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), 'x'.repeat(64)],
  ['', ''],
]

const wordsText = (text: string): string =>
  tokenize(text)
    .map(({ plain, joins }) => `${joins ? '+' : ''}${plain}`)
    .join(' ')

describe('the words of a text', () => {
  it.each(WORDS)('%j are %j', (text, words) => {
    expect(wordsText(text)).toBe(words)
  })

  // ASCII text has a fast path; the letter é avoids it.
  it.each(WORDS)('%j are the same next to non-ASCII letters', (text, words) => {
    expect(wordsText(`${text} é`)).toBe(`${words} e`.trim())
  })

  it.each(['Deep C++ and C#, d’un', 'Deep C++ and C#, d.un'])('have their positions in %j', text => {
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Deep',
      'C++',
      'and',
      'C#',
      'd',
      'un',
    ])
  })
})

it.each([
  ['models', 'model'],
  ['training', 'train'],
  ['as', 'as'],
  ['was', 'wa'],
  ['gpt4s', 'gpt4s'],
  ['modèles', 'modèles'],
  ['c++', 'c++'],
  ['модели', 'модели'],
])('%j has the stem %j', (word, stem) => {
  expect(stemOf(word)).toBe(stem)
  expect(stemOf(word)).toBe(stem)
  expect(tokenize(word)[0]?.stem).toBe(word === 'modèles' ? 'model' : stem)
})

it('has the same stems after more words than it caches', () => {
  const letters = (word: number): string =>
    word.toString(26).replace(/[0-9]/g, digit => 'qrstuvwxyz'[Number(digit)] ?? '')
  for (let word = 0; word < 100_000; word++) stemOf(`w${letters(word)}`)
  expect(stemOf('models')).toBe('model')
})

it('tells words apart that have the same place in the cache and begin alike', () => {
  const text = 'mask maskamwa mask maskarzc'
  expect(tokenize(text).map(({ plain }) => plain)).toEqual(text.split(' '))
})

it.each<[text: string, several: string[], single: string | undefined]>([
  ['pre-training', ['pretrain'], 'pretrain'],
  ['LLaMA-3.1', ['llama3', 'llama31', '31'], 'llama31'],
  ['a-b-c-d', ['ab', 'abc', 'abcd', 'bc', 'bcd', 'cd'], 'abcd'],
  ['a-b-c-d-e', [], undefined],
  ['a-b c-d e', ['ab', 'cd'], undefined],
  ['a b', [], undefined],
  ['a-b c', ['ab'], undefined],
  ['a b-c', ['bc'], undefined],
  ['a', [], undefined],
  ['', [], undefined],
  [
    `${'x'.repeat(40)}-${'z'.repeat(40)}`,
    [`${'x'.repeat(40)}${'z'.repeat(24)}`],
    `${'x'.repeat(40)}${'z'.repeat(24)}`,
  ],
])('the hyphenated words of %j as one are %j, and the whole as one is %j', (text, several, single) => {
  expect(indexedWords(text).joined).toEqual(several)
  expect(joinedStem(tokenize(text))).toBe(single)
})
