import type { Form } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
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
