import { CATCH_UPS, type Channel } from '../../channels/channel.ts'
import { LAYOUTS } from '../../channels/layout.ts'
import type { FieldContent, FilledForm, Form } from '../../messages/form.ts'
import { EVERYTHING, parseTopic } from '../../search/topics.ts'
import { foldTyped } from '../../text/typed.ts'
import { EVERY_DAY } from '../../time/slots.ts'
import { readTimezone } from '../../time/zones.ts'
import { DAY_SHORT, orList, readTimeOfDay } from './schedule-text.ts'

const MAX_SIZE = 15
const MAX_MUTED = 20
/** Enough for that many topics of at most 100 characters, one a line. */
const MUTED_LENGTH = 2_000

const LAYOUT_NAMES = {
  compact: 'Compact: one sentence a paper',
  standard: 'Standard: three sentences and a picture',
  thread: 'Thread: one line, each paper a reply',
} as const

export const CATCH_UP_NAMES = {
  once: 'Send it late, once',
  skip: 'Skip it',
} as const

/** Who submitted the form, and when (ms UTC). */
interface Submission {
  person: string
  at: number
}

/** What a field's values change, or what is wrong with them in a sentence for the person who typed them. */
type Reading = Partial<Channel> | { problem: string }

interface SettingsField {
  draw: (channel: Channel) => FieldContent
  read: (values: readonly string[], current: Channel, submission: Submission) => Reading
}

const problem = (text: string): Reading => ({ problem: text })

function readMuted(text: string): Reading {
  const typed = text
    .split(/[\n,;，；、]/)
    .map(line => line.trim())
    .filter(Boolean)
  if (typed.length > MAX_MUTED)
    return problem(`${typed.length} topics are more than the ${MAX_MUTED} that can be muted.`)
  const muted = new Set<string>()
  for (const line of typed) {
    const parsed = parseTopic(line)
    if (!parsed.ok) return problem(`“${line}”: ${parsed.problem}`)
    if (parsed.topic === EVERYTHING) return problem('To mute everything, pause the digests.')
    muted.add(parsed.topic)
  }
  return { muted: [...muted] }
}

/** Every field by its name, in the order of the form. */
const FIELDS: Readonly<Record<string, SettingsField>> = {
  time: {
    draw: ({ time }) => ({
      label: 'Time of the digest',
      hint: 'Such as 9:00, 17.30 or 5pm',
      kind: 'text',
      value: time,
      optional: false,
      maxLength: 20,
      lines: 'one',
    }),
    read([typed = '']) {
      const time = readTimeOfDay(foldTyped(typed))
      return time ? { time } : problem(`“${typed}” is no time of day. Write it as 9:00, 17.30 or 9am.`)
    },
  },
  zone: {
    draw: ({ timezone }) => ({
      label: 'Time zone',
      hint: 'Such as Europe/Paris, Paris or CET',
      kind: 'found',
      suggestions: 'zone',
      value: timezone,
    }),
    read([typed = '']) {
      const zone = readTimezone(typed)
      if (zone.kind === 'zone') return { timezone: zone.timezone }
      return zone.kind === 'ambiguous'
        ? problem(`“${typed}” may be ${orList(zone.choices)}. Which one?`)
        : problem(`“${typed}” isn't a time zone. A zone is a name such as Europe/Paris, Paris or CET.`)
    },
  },
  days: {
    draw: ({ days }) => ({
      label: 'Days',
      kind: 'several',
      optional: false,
      options: EVERY_DAY.map(day => ({ label: DAY_SHORT[day], value: String(day) })),
      values: days.map(String),
    }),
    read(values) {
      const days = EVERY_DAY.filter(day => values.includes(String(day)))
      return days.length > 0 ? { days } : problem('Choose at least one day, or pause the digests.')
    },
  },
  layout: {
    draw: ({ layout }) => ({
      label: 'Layout',
      kind: 'one',
      value: layout,
      options: LAYOUTS.map(value => ({ label: LAYOUT_NAMES[value], value })),
    }),
    read([value]) {
      const layout = LAYOUTS.find(each => each === value)
      return layout ? { layout } : problem('Choose one of the layouts.')
    },
  },
  size: {
    draw: ({ size }) => ({
      label: 'Papers per digest',
      kind: 'one',
      value: String(size),
      options: Array.from({ length: MAX_SIZE }, (_, index) => ({
        label: index === 0 ? '1 paper' : `${index + 1} papers`,
        value: String(index + 1),
      })),
    }),
    read([value = '']) {
      const size = Number(value)
      return Number.isInteger(size) && size >= 1 && size <= MAX_SIZE
        ? { size }
        : problem(`A digest has 1 to ${MAX_SIZE} papers.`)
    },
  },
  score: {
    draw: ({ minScore }) => ({
      label: 'Lowest score, 0 to 100',
      hint: '0 leaves nothing out; why shows a paper’s score',
      kind: 'text',
      value: String(minScore),
      optional: true,
      maxLength: 3,
      lines: 'one',
    }),
    read([typed = '']) {
      const folded = foldTyped(typed).trim()
      const score = folded === '' ? 0 : Number(folded)
      return Number.isInteger(score) && score >= 0 && score <= 100
        ? { minScore: score }
        : problem(`“${typed}” is no score. It is a whole number from 0 to 100; 0 leaves nothing out.`)
    },
  },
  code: {
    draw: ({ onlyCode }) => ({
      label: 'Papers without code',
      kind: 'one',
      value: onlyCode ? 'no' : 'yes',
      options: [
        { label: 'Papers without code too', value: 'yes' },
        { label: 'Only papers with code', value: 'no' },
      ],
    }),
    read: ([value]) => ({ onlyCode: value === 'no' }),
  },
  muted: {
    draw: ({ muted }) => ({
      label: 'Muted topics',
      hint: 'Papers of these are left out; one topic a line',
      kind: 'text',
      value: muted.join('\n'),
      optional: true,
      maxLength: MUTED_LENGTH,
      lines: 'several',
    }),
    read: ([text = '']) => readMuted(text),
  },
  catchUp: {
    draw: ({ catchUp }) => ({
      label: 'A digest missed while the bot is down',
      kind: 'one',
      value: catchUp,
      options: CATCH_UPS.map(value => ({ label: CATCH_UP_NAMES[value], value })),
    }),
    read([value]) {
      const catchUp = CATCH_UPS.find(each => each === value)
      return catchUp ? { catchUp } : problem('Choose what becomes of a missed digest.')
    },
  },
  paused: {
    draw: ({ pausedBy }) => ({
      label: 'Digests',
      kind: 'one',
      value: pausedBy ? 'yes' : 'no',
      options: [
        { label: 'Come as scheduled', value: 'no' },
        { label: 'Paused', value: 'yes' },
      ],
    }),
    read: ([value], current, { person, at }) => ({
      pausedBy: value === 'yes' ? (current.pausedBy ?? { person, at }) : undefined,
    }),
  },
}

/** A form with the channel's current settings. `readSettings` reads what comes back. */
export const settingsForm = (channel: Channel): Form => ({
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: Object.entries(FIELDS).map(([name, { draw }]) => ({ name, ...draw(channel) })),
})

export type ReadSettings =
  | { ok: true; channel: Channel }
  /** By field name, each a sentence for the person who filled it in. */
  | { ok: false; problems: Readonly<Record<string, string>> }

/** The channel after a form was submitted. Missing fields stay as they are; unknown ones are ignored. */
export function readSettings(form: FilledForm, current: Channel, submission: Submission): ReadSettings {
  const problems: Record<string, string> = {}
  let channel = current
  for (const [name, values] of Object.entries(form)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    const reading = field?.read(values, current, submission) ?? {}
    if ('problem' in reading) problems[name] = reading.problem
    else channel = { ...channel, ...reading }
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, channel }
}
