import type { Form } from '../../../src/messages/form.ts'
import type { Reply, TextFile } from '../../../src/messages/reply.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

export const textReply = (text: string, visibility: Reply['visibility'] = 'ephemeral'): Reply => ({
  visibility,
  lines: [[{ text }]],
})

/** A list with a button that turns its page. */
export const list: Reply = {
  ...textReply('Page one.'),
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today', inPlace: true }] },
}

/** A file with what a platform might change: letters of other scripts, markup, blanks, and both kinds of line ends. */
export const fileReply: Reply & { file: TextFile } = {
  ...textReply('Two papers.'),
  file: { name: 'papers-2026-11-26.bib', text: '@misc{é 例 🦜 <!channel> & @here,\n  *a*={`b`}\r\n}\n\n' },
}

/** A list that everyone sees, with a button that exports it. */
export const publicList: Reply = {
  ...textReply('Page one.', 'public'),
  digest: { ...everydayDigest, actions: [{ label: 'Export', command: 'export today' }] },
}

/** A question with a menu, as old messages have one of a digest's papers. */
export const menu: Reply = {
  ...textReply('Which paper?'),
  choice: {
    label: 'Details of…',
    options: [
      { label: 'Small Steps', command: 'show 2611.00001' },
      { label: 'Attention', command: 'show 2611.00002' },
    ],
  },
}

/** A question with a button that answers it. */
export const question: Reply = {
  ...textReply('Follow agents?'),
  actions: [{ label: 'Subscribe', command: 'confirm subscribe agents', inPlace: true }],
}

/** A form with one text field. */
export const searchForm: Form = {
  title: 'Search papers',
  submit: 'Search',
  command: 'search',
  fields: [
    {
      name: 'query',
      label: 'Words',
      kind: 'text',
      value: '',
      optional: false,
      maxLength: 100,
      lines: 'one',
    },
  ],
}

export const zoneForm: Form = {
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: [{ name: 'zone', label: 'Zone', kind: 'found', suggestions: 'zone', value: 'UTC' }],
}

/** A form with a field of every kind. */
export const everyKindForm: Form = {
  title: 'Settings',
  submit: 'Save',
  command: 'settings 7',
  fields: [
    {
      name: 'topics',
      label: 'Topics',
      hint: 'One per line',
      kind: 'text',
      value: 'agents\nrobots',
      optional: true,
      maxLength: 3_000,
      lines: 'several',
    },
    { name: 'time', label: 'Time', kind: 'time', value: '09:00' },
    {
      name: 'options',
      label: 'Options',
      kind: 'several',
      optional: true,
      values: [],
      options: [
        { label: 'Only papers with code', value: 'code', hint: 'Code that the source knows' },
        { label: 'Pause digests', value: 'paused' },
      ],
    },
    {
      name: 'layout',
      label: 'Layout',
      kind: 'one',
      value: 'compact',
      options: [
        { label: 'Compact', value: 'compact', hint: 'One sentence per paper' },
        { label: 'Thread', value: 'thread' },
      ],
    },
    { name: 'score', label: 'Lowest score', kind: 'number', value: 0, min: 0, max: 100 },
  ],
}

/** A form with short lists, and a required checkbox. */
export const pickForm: Form = {
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: [
    { name: 'size', label: 'Papers', kind: 'number', value: 5, min: 1, max: 15 },
    {
      name: 'days',
      label: 'Days',
      kind: 'several',
      optional: false,
      values: ['1', '3'],
      options: ['1', '2', '3'].map(value => ({ label: `Day ${value}`, value })),
    },
    { name: 'zone', label: 'Zone', kind: 'found', suggestions: 'zone', value: 'UTC' },
  ],
}
