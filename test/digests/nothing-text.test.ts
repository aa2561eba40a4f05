import { expect, it } from 'vitest'
import type { Nothing } from '../../src/digests/compose.ts'
import { nothingSpans, nothingText } from '../../src/digests/nothing-text.ts'

it.each<[Nothing['reason'], remaining: number, text: string]>([
  ['no match', 0, 'Nothing to send right now: no new paper matches this channel’s topics.'],
  ['left out', 0, 'Nothing to send right now: this channel’s settings leave out every new paper.'],
  [
    'left out',
    1,
    'Nothing to send right now: this channel’s settings leave out every new paper. /papers post sends the next best papers.',
  ],
  ['nothing new', 0, 'Nothing new since the last digest, and this channel’s settings leave out the rest.'],
  ['nothing new', 1, 'Nothing new since the last digest. /papers post sends the next best papers.'],
  ['all posted', 0, 'Nothing new: every matching paper has already been posted here.'],
])('%s with %i papers to ask for: %s', (reason, remaining, text) =>
  expect(nothingText({ kind: 'nothing', reason, remaining })).toBe(text),
)

it.each<Nothing['reason']>(['left out', 'nothing new'])('%s has the command as one to copy', reason =>
  expect(nothingSpans({ kind: 'nothing', reason, remaining: 1 })).toContainEqual({
    text: '/papers post',
    style: 'code',
    command: 'post',
  }),
)
