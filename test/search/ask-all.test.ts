import { expect, it } from 'vitest'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import { askAll } from '../../src/search/ask-all.ts'

const tooBroad = () => Promise.reject(new TooBroadError())

it.each([
  ['all answers, in their order', () => [Promise.resolve(1), Promise.resolve(2)], [1, 2]],
  [
    'those before the first without an answer',
    () => [Promise.resolve(1), tooBroad(), Promise.resolve(3)],
    [1],
  ],
  ['nothing where nothing is asked', () => [], []],
])('has %s', async (_, ask: () => Promise<number>[], answers) => {
  expect(await askAll(ask())).toEqual(answers)
})

it('fails where a question fails for another reason', async () => {
  const broken = new Error('the disk is gone')
  await expect(askAll([Promise.resolve(1), Promise.reject(broken)])).rejects.toBe(broken)
})
