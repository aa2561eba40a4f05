import { expect, it } from 'vitest'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import { correct } from '../../src/search/corrections.ts'
import { UNUSED_INDEX } from '../fakes/unused-index.ts'
import { openLibrary } from './library.ts'

/** Titles of separate papers. */
async function correctionOf(typed: string, titles: readonly string[]): Promise<string | undefined> {
  const { add, find } = await openLibrary()
  for (const [place, title] of titles.entries()) await add(`2611.${10_000 + place}`, { title })
  return (await find(typed)).corrected
}

it.each<[typed: string, titles: string[], corrected: string | undefined]>([
  // From four letters; one letter may differ, or the order of the letters, and from eight letters two may differ.
  ['cot', ['cat', 'cat'], undefined],
  ['aton', ['atom', 'atom'], 'atom'],
  ['atmo', ['atom', 'atom'], 'atom'],
  ['laetr', ['later', 'later'], 'later'],
  ['kaimng', ['making', 'making'], undefined],
  ['lxxer', ['later', 'later'], undefined],
  ['lantern', ['lanternxx', 'lanternxx'], undefined],
  ['lanterns', ['lanternsxx', 'lanternsxx'], 'lanternsxx'],
  ['lanterns', ['lanternsxxx', 'lanternsxxx'], undefined],
  ['lantexx', ['lante', 'lante'], undefined],
  ['lanterxx', ['lanter', 'lanter'], 'lanter'],
  ['modle', ['mode', 'mode', 'mode', 'model', 'model'], 'model'],
  // Only to words of several papers: the nearest, then the most frequent.
  ['aurara', ['aurora'], undefined],
  ['planex', ['planet', 'planet', 'plants', 'plants', 'plants'], 'planet'],
  ['platen', ['plates', 'plates', 'planes', 'planes', 'planes'], 'plates'],
  ['plamet', ['planet', 'planet', 'plahet', 'plahet', 'plahet'], 'plahet'],
  ['plamet', ['planet', 'planet', 'planet', 'plahet', 'plahet'], 'planet'],
  // Not if the word occurs as typed, nor if the correction finds no more.
  ['aurora', ['aurora', 'aurorae', 'aurorae'], undefined],
  ['agants', ['agants', 'agents', 'agents'], undefined],
  ['aurara xylophone', ['aurora', 'aurora'], undefined],
  ['aurara borealis', ['aurora borealis', 'aurora'], 'aurora borealis'],
  ['aurara OR xylophone', ['aurora', 'aurora'], 'aurora OR xylophone'],
  ['(aurara OR xylophone) -borealis', ['aurora', 'aurora'], '(aurora OR xylophone) -borealis'],
  ['aurora -borealus', ['aurora', 'borealis', 'borealis'], undefined],
  ['title:aurara', ['aurora', 'aurora'], 'title:aurora'],
  ['upvotes>1 aurara', ['aurora', 'aurora'], 'upvotes>1 aurora'],
  ['"aurara"', ['aurora', 'aurora'], undefined],
  ['aurara*', ['aurora', 'aurora'], undefined],
  ['pre-auror', ['preauror', 'aurora', 'aurora', 'preaurora', 'preaurora'], 'pre-aurora'],
  ['mutli-agent', ['multi agent', 'multi-agent'], 'multi-agent'],
  ['deef-aurora', ['deer', 'deer'], undefined],
  ['Aurara', ['aurora', 'aurora'], 'aurora'],
  // Three results or more need no suggestion.
  ['aurora OR plamet', ['aurora', 'aurora', 'planet', 'planet'], 'aurora OR planet'],
  ['aurora OR plamet', ['aurora', 'aurora', 'aurora', 'planet', 'planet'], undefined],
])('%j among %j is corrected to %j', async (typed, titles, corrected) => {
  expect(await correctionOf(typed, titles)).toBe(corrected)
})

it.each([
  ['agants', 1, 20, 'agents'],
  ['agants', 1, 19, undefined],
  ['agants', 2, 40, 'agents'],
  ['agants', 2, 39, undefined],
  // Two letters differ.
  ['agantz', 1, 99, undefined],
  ['agetns', 1, 20, 'agents'],
])(
  'is suggested for %s in %i papers if the other word is in %i: %s',
  async (typed, own, others, corrected) => {
    const titles = [...Array(own).fill(typed), ...Array(others).fill('agents')]
    expect(await correctionOf(typed, titles)).toBe(corrected)
  },
)

it.each([
  [9, 'agents plan'],
  [10, undefined],
])('is suggested for a word that %i papers have, without the others: %s', async (own, corrected) => {
  const titles = [...Array(own).fill('agants'), ...Array(200).fill('agents plan')]
  expect(await correctionOf('agants plan', titles)).toBe(corrected)
})

it('is suggested if the word occurs only in another field, or as the stem of another word', async () => {
  const { add, find } = await openLibrary()
  await add('2611.00001', { title: 'Aurora', abstract: 'Of aurara.' })
  await add('2611.00002', { title: 'Aurora', abstract: 'And parameterized.' })
  expect((await find('title:aurara')).corrected).toBe('title:aurora')
  expect((await find('aurara')).corrected).toBeUndefined()
})

it('is missing where the index runs out of time; another error of the index is thrown', async () => {
  const correctWith = (error: Error) =>
    correct(
      { kind: 'words', stems: ['aurara'], text: 'aurara' },
      { index: { ...UNUSED_INDEX, matching: () => Promise.reject(error) }, today: '2026-11-23', found: 0 },
    )
  expect(await correctWith(new TooBroadError())).toBeUndefined()
  await expect(correctWith(new Error('the database is gone'))).rejects.toThrow('the database is gone')
})
