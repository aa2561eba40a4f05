import { expect, it } from 'vitest'
import { movedText } from '../../src/cli/moved-text.ts'

it.each([
  [[], 'nothing'],
  [[{ table: 'suspensions', rows: 0 }], 'nothing'],
  [[{ table: 'shortForms', rows: 57 }], '57 short forms'],
  [
    [
      { table: 'papers', rows: 35_020 },
      { table: 'channels', rows: 1 },
      { table: 'deliveries', rows: 0 },
      { table: 'postedPapers', rows: 2 },
    ],
    '35,020 papers, 1 channel and 2 posted papers',
  ],
] as const)('says what was moved: %j', (moved, text) => expect(movedText(moved)).toBe(text))
