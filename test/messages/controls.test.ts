import { expect, it } from 'vitest'
import { controlsOf } from '../../src/messages/controls.ts'
import { everydayDigest, plainEntry } from '../fixtures/digests.ts'

const actions = [{ label: 'Search', command: 'search' }]
const other = { ...plainEntry, paperId: '2611.00002', title: 'Birds That Sing' }

it('a digest without papers has only its own buttons', () =>
  expect(controlsOf({ ...everydayDigest, entries: [], actions })).toEqual({ actions }))

it('a digest of one paper has a button for its details first', () =>
  expect(controlsOf({ ...everydayDigest, entries: [plainEntry], actions })).toEqual({
    actions: [{ label: 'Details', command: 'show 2611.00001' }, ...actions],
  }))

it('a digest of several papers has a menu of them', () =>
  expect(controlsOf({ ...everydayDigest, entries: [plainEntry, other], actions })).toEqual({
    choice: {
      label: 'Details of…',
      options: [
        { label: plainEntry.title, command: 'show 2611.00001' },
        { label: 'Birds That Sing', command: 'show 2611.00002' },
      ],
    },
    actions,
  }))
