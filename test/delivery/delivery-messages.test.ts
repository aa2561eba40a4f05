import { expect, it } from 'vitest'
import { papersOfMessage } from '../../src/messages/digest.ts'
import { digestOf } from '../contracts/store/samples.ts'

const digest = digestOf('a', 'b', 'c')

it.each([
  { layout: 'compact', step: 0, papers: ['a', 'b', 'c'] },
  { layout: 'standard', step: 0, papers: ['a', 'b', 'c'] },
  { layout: 'thread', step: 0, papers: [] },
  { layout: 'thread', step: 1, papers: ['a'] },
  { layout: 'thread', step: 3, papers: ['c'] },
  { layout: 'thread', step: 4, papers: [] },
] as const)('message $step of a digest in the $layout layout posts $papers', ({ layout, step, papers }) => {
  expect(papersOfMessage({ ...digest, layout }, step)).toEqual(papers)
})
