import type { Channel } from '../../channels/channel.ts'
import { LAYOUTS } from '../../channels/layout.ts'
import type { Field, FieldContent, FilledForm, Form } from '../../messages/form.ts'
import { bold, type Line } from '../../messages/reply.ts'
import { EVERYTHING } from '../../search/topics.ts'
import { orList } from '../../text/format.ts'
import { foldTyped } from '../../text/typed.ts'
import { wholeNumberIn } from '../../text/whole-number.ts'
import { EVERY_DAY } from '../../time/slots.ts'
import { readTimeOfDay } from '../../time/times-of-day.ts'
import { DAY_SHORT } from '../../time/weekdays.ts'
import { nearestTimezone, readTimezone } from '../../time/zones.ts'
import type { ChannelSettings } from './recorded-settings.ts'
import { readTopicLines } from './topic-lines.ts'

const MAX_SIZE = 15
const MAX_MUTED = 20
/** Enough for the most topics that a channel can have, of 100 characters each, one per line. */
const MUTED_LENGTH = 2_100
/** The longest text that every platform takes. Fifty long topics don't fit; then the form says so instead. */
const TOPICS_LENGTH = 3_000
const TOO_LONG =
  'This channel’s topics are too long to edit here. Use /papers subscribe and /papers unsubscribe.'

const LAYOUT_OPTIONS = {
  compact: { label: 'Compact', hint: 'One sentence per paper' },
  standard: { label: 'Standard', hint: 'Three sentences and a picture per paper' },
  thread: { label: 'Thread', hint: 'A short message, with each paper in a reply' },
} as const

/** Who submitted the form, and when (ms UTC). */
interface Submission {
  person: string
  at: number
}

/** What a field's values change, or what is wrong with them in a sentence for the person who typed them. */
type Reading = (Partial<Channel> & { topics?: readonly string[] }) | { problem: string }

interface SettingsField {
  /** @param hasUnvoted whether a source lists papers that nobody could vote on */
  draw: (settings: ChannelSettings, hasUnvoted: boolean) => FieldContent
  read: (values: readonly string[], opened: Channel, submission: Submission) => Reading
}

const problem = (text: string): Reading => ({ problem: text })

/** A whole number within limits; nothing typed is the default. */
function readNumber(typed: string, { min, max }: { min: number; max: number }): number | undefined {
  const number = wholeNumberIn(foldTyped(typed))
  return number !== undefined && number >= min && number <= max ? number : undefined
}

const SIZE = { min: 1, max: MAX_SIZE }
const SCORE = { min: 0, max: 100 }

/** Every field by its name, in the order of the form. */
const FIELDS: Readonly<Record<string, SettingsField>> = {
  topics: {
    draw({ topics }) {
      const value = topics.join('\n')
      if (value.length > TOPICS_LENGTH) return { label: 'Topics', kind: 'note', value: TOO_LONG }
      return {
        label: 'Topics',
        hint: 'One per line, such as video diffusion or author:lecun. * means all papers.',
        kind: 'text',
        value,
        optional: true,
        maxLength: TOPICS_LENGTH,
        lines: 'several',
      }
    },
    read([text = '']) {
      const read = readTopicLines(text)
      return read.ok ? { topics: read.topics } : problem(read.problem)
    },
  },
  time: {
    draw: ({ channel: { time } }) => ({ label: 'Time of the digest', kind: 'time', value: time }),
    read([typed = '']) {
      const time = readTimeOfDay(foldTyped(typed))
      return time ? { time } : problem(`“${typed}” isn’t a time of day. Try 9:00, 17.30 or 5pm.`)
    },
  },
  days: {
    draw: ({ channel: { days } }) => ({
      label: 'Days of the digest',
      hint: 'On one day a week, the digest has the best papers of that week.',
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
  zone: {
    draw: ({ channel: { timezone } }) => ({
      label: 'Time zone',
      hint: 'Such as Europe/Paris, Paris or CET',
      kind: 'found',
      suggestions: 'zone',
      value: timezone,
    }),
    read([typed = '']) {
      const zone = readTimezone(typed)
      if (zone.kind === 'zone') return { timezone: zone.timezone }
      if (zone.kind === 'ambiguous') return problem(`“${typed}” may be ${orList(zone.choices)}. Which one?`)
      const meant = nearestTimezone(typed)
      const hint = meant ? `Did you mean ${meant.text}?` : 'Try Europe/Paris, Paris or CET.'
      return problem(`“${typed}” isn’t a time zone. ${hint}`)
    },
  },
  options: {
    draw: ({ channel: { onlyCode, unvoted, catchUp, pausedBy } }, hasUnvoted) => ({
      label: 'Options',
      kind: 'several',
      optional: true,
      options: [
        { label: 'Only papers with code', value: 'code' },
        ...(hasUnvoted || unvoted
          ? [
              {
                label: 'Also papers that nobody has voted on',
                value: 'unvoted',
                hint: 'New on arXiv, after the others',
              },
            ]
          : []),
        { label: 'Send missed digests late', value: 'late', hint: 'Once, after Paper Round was down' },
        { label: 'Pause digests', value: 'paused' },
      ],
      values: [
        ...(onlyCode ? ['code'] : []),
        ...(unvoted ? ['unvoted'] : []),
        ...(catchUp === 'once' ? ['late'] : []),
        ...(pausedBy ? ['paused'] : []),
      ],
    }),
    read: (values, { pausedBy }, { person, at }) => ({
      onlyCode: values.includes('code'),
      unvoted: values.includes('unvoted'),
      catchUp: values.includes('late') ? 'once' : 'skip',
      pausedBy: values.includes('paused') ? (pausedBy ?? { person, at }) : undefined,
    }),
  },
  layout: {
    draw: ({ channel: { layout } }) => ({
      label: 'Layout',
      kind: 'one',
      value: layout,
      options: LAYOUTS.map(value => ({ ...LAYOUT_OPTIONS[value], value })),
    }),
    read([value]) {
      const layout = LAYOUTS.find(each => each === value)
      return layout ? { layout } : problem('Choose one of the layouts.')
    },
  },
  size: {
    draw: ({ channel: { size } }) => ({ label: 'Papers per digest', kind: 'number', value: size, ...SIZE }),
    read([typed = '']) {
      const size = readNumber(typed, SIZE)
      return size === undefined ? problem(`A digest has 1 to ${MAX_SIZE} papers.`) : { size }
    },
  },
  score: {
    draw: ({ channel: { minScore } }) => ({
      label: 'Lowest score',
      hint: '0 to 100. /papers why shows a paper’s score; 0 leaves nothing out.',
      kind: 'number',
      value: minScore,
      ...SCORE,
    }),
    read([typed = '']) {
      const minScore = readNumber(typed.trim() || '0', SCORE)
      return minScore === undefined
        ? problem(`“${typed}” isn’t a score. Use a whole number from 0 to 100.`)
        : { minScore }
    },
  },
  muted: {
    draw: ({ channel: { muted } }) => ({
      label: 'Muted topics',
      hint: 'One per line. Papers that match are left out.',
      kind: 'text',
      value: muted.join('\n'),
      optional: true,
      maxLength: MUTED_LENGTH,
      lines: 'several',
    }),
    read([text = '']) {
      const read = readTopicLines(text, /[,;，；、]/)
      if (!read.ok) return problem(read.problem)
      if (read.topics.includes(EVERYTHING)) return problem('To leave out all papers, pause the digests.')
      return read.topics.length > MAX_MUTED
        ? problem(`At most ${MAX_MUTED} topics can be muted, and there are ${read.topics.length}.`)
        : { muted: read.topics }
    },
  },
}

/**
 * A form with the channel's current settings. `readSettings` reads what comes back.
 * @param opened the number of the channel's newest recorded change, which comes back with the form
 * @param hasUnvoted whether a source lists papers that nobody could vote on
 */
export const settingsForm = (settings: ChannelSettings, opened: number, hasUnvoted = false): Form => ({
  title: 'Settings',
  submit: 'Save',
  command: `settings ${opened}`,
  fields: Object.entries(FIELDS).map(([name, { draw }]): Field => ({ name, ...draw(settings, hasUnvoted) })),
})

/** Whether a submission is the first part of the form, and another one follows. */
export const isFirstPart = (form: FilledForm): boolean => 'time' in form && !('muted' in form)

export type ReadSettings =
  | { ok: true; settings: ChannelSettings }
  /** By field name, each a sentence for the person who filled it in. */
  | { ok: false; problems: Readonly<Record<string, string>> }

/**
 * The settings after a form was submitted. Missing fields stay as they are; unknown ones are ignored.
 * @param opened the settings that the form was opened with
 */
export function readSettings(
  form: FilledForm,
  opened: ChannelSettings,
  submission: Submission,
): ReadSettings {
  const problems: Record<string, string> = {}
  let { channel, topics } = opened
  for (const [name, values] of Object.entries(form)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    const reading = field?.read(values, opened.channel, submission) ?? {}
    if ('problem' in reading) {
      problems[name] = reading.problem
      continue
    }
    const { topics: typed = topics, ...changed } = reading
    channel = { ...channel, ...changed }
    topics = typed
  }
  return Object.keys(problems).length > 0
    ? { ok: false, problems }
    : { ok: true, settings: { channel, topics } }
}

/** Problems as lines in the order of the form, each with the label of its field. */
export function problemLines(problems: Readonly<Record<string, string>>, settings: ChannelSettings): Line[] {
  const order = Object.keys(FIELDS)
  return Object.entries(problems)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, text]) => [bold(`${FIELDS[name]?.draw(settings, false).label ?? name}: `), text])
}
