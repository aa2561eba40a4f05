import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvaluatedPaper } from '../../src/digests/evaluate.ts'
import { sharePlaces } from '../../src/digests/share-places.ts'
import { rank } from '../../src/papers/rank.ts'
import { candidate, MONDAY_NINE } from '../fixtures/candidates.ts'
import { BY_UPVOTES } from '../fixtures/ranked-papers.ts'

/** Papers by score, each named and with the topics that match it: `a1: agents`; `-` means that it is left out. */
function evaluatedOf(lines: readonly string[]): EvaluatedPaper[] {
  const ranked = rank(
    lines.map((line, index) =>
      candidate(line.split(':')[0] ?? '', { counts: { upvotes: 100 - index, comments: 0 } }),
    ),
    MONDAY_NINE,
    BY_UPVOTES,
  )
  return ranked.map((paper, index) => {
    const words = (lines[index] ?? '').split(/[: ]+/).slice(1)
    return {
      ranked: paper,
      topics: words.filter(word => word !== '-'),
      score: paper.score,
      ...(words.includes('-') && { exclusion: { kind: 'already posted' as const } }),
    }
  })
}

const idOf = ({ ranked }: EvaluatedPaper) => ranked.paper.id
const share = (lines: readonly string[], size: number, last: readonly string[][] = []) =>
  sharePlaces(evaluatedOf(lines), { size, lastDigests: last.map(ids => new Set(ids)) })
const digestOf = (lines: readonly string[], size: number, last?: readonly string[][]) =>
  share(lines, size, last)
    .filter(({ exclusion }) => !exclusion)
    .slice(0, size)
    .map(idOf)

describe('the places of a digest', () => {
  it.each<[string, string[], size: number, string[]]>([
    ['go by score for one topic', ['a1: agents', 'a2: agents', 'a3: agents'], 2, ['a1', 'a2']],
    [
      'go by score where each topic has one anyway',
      ['a1: agents', 'r1: robots', 'a2: agents'],
      2,
      ['a1', 'r1'],
    ],
    [
      'have one for a topic that scores low, and the rest go by score',
      ['a1: agents', 'a2: agents', 'a3: agents', 'a4: agents', 'r1: robots', 'r2: robots'],
      3,
      ['a1', 'a2', 'r1'],
    ],
    [
      'have one for each of two topics that score low',
      ['a1: agents', 'a2: agents', 'a3: agents', 'r1: robots', 'b1: birds'],
      3,
      ['a1', 'r1', 'b1'],
    ],
    ['are all taken where there are too few papers', ['a1: agents', 'r1: robots'], 5, ['a1', 'r1']],
    [
      'count a paper of two topics for both',
      ['a1: agents robots', 'a2: agents', 'a3: agents', 'r1: robots'],
      2,
      ['a1', 'a2'],
    ],
    [
      'have none for a topic whose papers are left out',
      ['a1: agents', 'a2: agents', 'r1: robots -'],
      2,
      ['a1', 'a2'],
    ],
    [
      'have one for the best that isn’t left out',
      ['a1: agents', 'a2: agents', 'r1: robots -', 'r2: robots', 'r3: robots'],
      2,
      ['a1', 'r2'],
    ],
    [
      'have one for the general digest too',
      ['x1: *', 'x2: *', 'a1: agents *', 'a2: agents *'],
      2,
      ['x1', 'a1'],
    ],
    [
      'go to the topics with the best papers where there are more topics',
      ['a1: agents', 'a2: agents', 'r1: robots', 'b1: birds'],
      2,
      ['a1', 'r1'],
    ],
    ['are none', ['a1: agents', 'r1: robots'], 0, []],
  ])('%s', (_, lines, size, expected) => expect(digestOf(lines, size)).toEqual(expected))

  const SHORT = ['p1: agents -', 'p2: robots -', 'a1: agents', 'r1: robots', 'b1: birds', 'c1: clouds']
  it.each<[string, last: string[][], size: number, string[]]>([
    ['nobody, where no digest is known', [], 2, ['a1', 'r1']],
    ['nobody, where the last digest had none of them', [[]], 2, ['a1', 'r1']],
    ['those without a paper in the last digest', [['p1']], 2, ['r1', 'b1']],
    ['those without a paper in it, and then the others', [['p1']], 4, ['a1', 'r1', 'b1', 'c1']],
    ['those without a paper in the last digests', [['p1'], ['p2']], 2, ['b1', 'c1']],
    ['those whose last paper is longest ago, of the others', [['p1'], ['p2']], 3, ['r1', 'b1', 'c1']],
    ['the same, the other way round', [['p2'], ['p1']], 3, ['a1', 'b1', 'c1']],
    ['nobody, where the last digest is of papers long ago', [['gone']], 2, ['a1', 'r1']],
  ])('are first for %s, where topics are more than places', (_, last, size, expected) =>
    expect(digestOf(SHORT, size, last)).toEqual(expected),
  )

  it('are not given to the best of a topic that has a lower paper in them already', () => {
    const lines = ['a0: agents -', 'r0: robots -', 'r1: robots', 'p1: birds robots', 'a1: agents']
    expect(digestOf(lines, 2, [['a0', 'r0']])).toEqual(['p1', 'a1'])
  })

  it('go round all topics', () => {
    const topics = ['agents', 'robots', 'birds', 'clouds', 'fish']
    const digests: string[][] = []
    for (let day = 0; day < 4; day++) {
      const posted = new Set(digests.flat())
      const lines = topics.flatMap(topic =>
        [1, 2, 3].map(n => `${topic}${n}: ${topic}${posted.has(`${topic}${n}`) ? ' -' : ''}`),
      )
      digests.unshift(digestOf(lines, 2, digests))
    }
    expect(digests.toReversed()).toEqual([
      ['agents1', 'robots1'],
      ['birds1', 'clouds1'],
      ['agents2', 'fish1'],
      ['robots2', 'birds2'],
    ])
  })

  it('say for which topic a paper is in them, and behind which topics another is', () => {
    const lines = ['a1: agents', 'a2: agents', 'a3: agents', 'a4: agents', 'r1: robots', 'b1: birds']
    const notes = share(lines, 3).map(({ placedFor, behindTopics, ...paper }) => [
      idOf(paper),
      placedFor,
      behindTopics,
    ])
    expect(notes).toEqual([
      ['a1', undefined, undefined],
      ['r1', 'robots', undefined],
      ['b1', 'birds', undefined],
      ['a2', undefined, ['robots', 'birds']],
      ['a3', undefined, ['robots', 'birds']],
      ['a4', undefined, undefined],
    ])
  })

  it('leave the other papers in order, those that are left out included', () => {
    const lines = ['a1: agents -', 'a2: agents', 'a3: agents', 'r1: robots -', 'r2: robots']
    expect(share(lines, 2).map(idOf)).toEqual(['a2', 'r2', 'a1', 'a3', 'r1'])
  })

  it('break ties between topics by name', () => {
    const tied = evaluatedOf(['1: robots', '2: birds']).map(paper => ({ ...paper, score: 0.5 }))
    for (const papers of [tied, tied.toReversed()])
      expect(sharePlaces(papers, { size: 1, lastDigests: [] }).map(idOf)[0]).toBe('2')
  })

  it('have a paper of each topic, wherever there are enough places', () => {
    const topic = fc.constantFrom('agents', 'robots', 'birds', 'clouds')
    const papers = fc.array(fc.uniqueArray(topic, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(papers, list => {
        const lines = list.map((topics, index) => `p${index}: ${topics.join(' ')}`)
        const all = share(lines, 4)
        expect(all.map(idOf).toSorted()).toEqual(lines.map((_, index) => `p${index}`).toSorted())
        const inDigest = new Set(all.slice(0, 4).flatMap(({ topics }) => topics))
        expect(inDigest).toEqual(new Set(list.flat()))
      }),
    )
  })
})
