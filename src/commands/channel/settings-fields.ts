import { CATCH_UPS, type Channel } from '../../channels/channel.ts'
import { LAYOUTS } from '../../channels/layout.ts'
import type { FilledForm } from '../../messages/form.ts'
import { EVERYTHING, parseTopic } from '../../search/topics.ts'
import { EVERY_DAY } from '../../time/slots.ts'
import { findTimezone } from '../../time/zones.ts'
import { readTime } from './schedule-text.ts'
import { MAX_MUTED, MAX_SIZE } from './settings-form.ts'

export type ReadSettings =
  | { ok: true; channel: Channel }
  /** What is wrong, by the field's name, each a sentence for who filled it in. */
  | { ok: false; problems: Readonly<Record<string, string>> }

interface Change {
  person: string
  /** ms UTC */
  at: number
}

type Reading = Partial<Channel> | { problem: string }

const wrong = (problem: string): Reading => ({ problem })

function readMuted(text: string): Reading {
  const typed = text
    .split(/[\n,;]/)
    .map(line => line.trim())
    .filter(Boolean)
  if (typed.length > MAX_MUTED)
    return wrong(`${typed.length} topics are more than the ${MAX_MUTED} that can be muted.`)
  const muted = new Set<string>()
  for (const line of typed) {
    const parsed = parseTopic(line)
    if (!parsed.ok) return wrong(`“${line}”: ${parsed.problem}`)
    if (parsed.topic === EVERYTHING) return wrong('To mute everything, pause the digests.')
    muted.add(parsed.topic)
  }
  return { muted: [...muted] }
}

/** How each field is read: from its values to what it changes. */
const READERS: Readonly<
  Record<string, (values: readonly string[], current: Channel, change: Change) => Reading>
> = {
  time([typed = '']) {
    const time = readTime(typed.replace(/\s+/g, '').toLowerCase())
    return time && time !== 'bad'
      ? { time }
      : wrong(`“${typed}” is no time of day. Write it as 9:00, 17.30 or 9am.`)
  },
  zone([typed = '']) {
    const timezone = findTimezone(typed)
    return timezone
      ? { timezone }
      : wrong(`“${typed}” is no time zone. A zone is a name such as Europe/Paris, Paris or CET.`)
  },
  days(values) {
    const days = EVERY_DAY.filter(day => values.includes(String(day)))
    return days.length > 0 ? { days } : wrong('Choose at least one day, or pause the digests.')
  },
  layout([value]) {
    const layout = LAYOUTS.find(each => each === value)
    return layout ? { layout } : wrong('Choose one of the layouts.')
  },
  size([value = '']) {
    const size = Number(value)
    return Number.isInteger(size) && size >= 1 && size <= MAX_SIZE
      ? { size }
      : wrong(`A digest has 1 to ${MAX_SIZE} papers.`)
  },
  score([typed = '']) {
    const score = typed.trim() === '' ? 0 : Number(typed)
    return Number.isInteger(score) && score >= 0 && score <= 100
      ? { minScore: score }
      : wrong(`“${typed}” is no score. It is a whole number from 0 to 100; 0 leaves nothing out.`)
  },
  code: ([value]) => ({ onlyCode: value === 'no' }),
  muted: ([text = '']) => readMuted(text),
  catchUp([value]) {
    const catchUp = CATCH_UPS.find(each => each === value)
    return catchUp ? { catchUp } : wrong('Choose what becomes of a missed digest.')
  },
  paused: ([value], current, change) => ({
    pausedBy: value === 'yes' ? (current.pausedBy ?? change) : undefined,
  }),
}

/** Takes what was filled in of the settings' form. Fields that aren't there stay as they are; unknown ones are left alone. */
export function readSettings(form: FilledForm, current: Channel, change: Change): ReadSettings {
  const problems: Record<string, string> = {}
  let channel = current
  for (const [name, values] of Object.entries(form)) {
    const read = Object.hasOwn(READERS, name) ? (READERS[name]?.(values, current, change) ?? {}) : {}
    if ('problem' in read) problems[name] = read.problem
    else channel = { ...channel, ...read }
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, channel }
}
