import type { Channel } from '../../channels/channel.ts'
import { LAYOUTS } from '../../channels/layout.ts'
import type { Form } from '../../messages/form.ts'
import { EVERY_DAY } from '../../time/slots.ts'
import { DAY_SHORT } from './schedule-text.ts'

export const MAX_SIZE = 15
export const MAX_MUTED = 20
/** Each a topic of at most 100 characters, on a line of its own. */
const MUTED_LENGTH = 2_000

export const LAYOUT_NAMES = {
  compact: 'Compact: one sentence a paper',
  standard: 'Standard: three sentences and a picture',
  thread: 'Thread: one line, each paper a reply',
} as const

export const CATCH_UP_NAMES = {
  once: 'Send it late, once',
  skip: 'Skip it',
} as const

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ label, value }))

const yesNo = (yes: string, no: string) => [
  { label: yes, value: 'yes' },
  { label: no, value: 'no' },
]

const SIZES = Array.from({ length: MAX_SIZE }, (_, index) => String(index + 1))

/** All that can be set in a channel, as it stands. `readSettings` takes it back. */
export const settingsForm = (channel: Channel): Form => ({
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: [
    {
      ...{ name: 'time', label: 'Time of the digest', hint: 'Such as 9:00, 17.30 or 5pm' },
      ...{ kind: 'text', value: channel.time, optional: false, maxLength: 20, lines: 'one' },
    },
    {
      ...{ name: 'zone', label: 'Time zone', hint: 'Such as Europe/Paris, Paris or CET' },
      ...{ kind: 'found', suggestions: 'zone', value: channel.timezone },
    },
    {
      ...{ name: 'days', label: 'Days', kind: 'several', optional: false },
      options: EVERY_DAY.map(day => ({ label: DAY_SHORT[day], value: String(day) })),
      values: channel.days.map(String),
    },
    {
      ...{ name: 'layout', label: 'Layout', kind: 'one', value: channel.layout },
      options: LAYOUTS.map(layout => ({ label: LAYOUT_NAMES[layout], value: layout })),
    },
    {
      ...{ name: 'size', label: 'Papers per digest', kind: 'one', value: String(channel.size) },
      options: SIZES.map(size => ({ label: size === '1' ? '1 paper' : `${size} papers`, value: size })),
    },
    {
      ...{
        name: 'score',
        label: 'Lowest score, 0 to 100',
        hint: '0 leaves nothing out; why shows a paper’s score',
      },
      ...{ kind: 'text', value: String(channel.minScore), optional: true, maxLength: 3, lines: 'one' },
    },
    {
      ...{ name: 'code', label: 'Papers without code', kind: 'one', value: channel.onlyCode ? 'no' : 'yes' },
      options: yesNo('Papers without code too', 'Only papers with code'),
    },
    {
      ...{ name: 'muted', label: 'Muted topics', hint: 'Papers of these are left out; one topic a line' },
      ...{
        kind: 'text',
        value: channel.muted.join('\n'),
        optional: true,
        maxLength: MUTED_LENGTH,
        lines: 'several',
      },
    },
    {
      ...{
        name: 'catchUp',
        label: 'A digest missed while the bot is down',
        kind: 'one',
        value: channel.catchUp,
      },
      options: options(CATCH_UP_NAMES),
    },
    {
      ...{ name: 'paused', label: 'Digests', kind: 'one', value: channel.pausedBy ? 'yes' : 'no' },
      options: [...yesNo('Paused', 'Come as scheduled')].reverse(),
    },
  ],
})
