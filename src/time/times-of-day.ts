/** Times that have names. */
export const TIMES = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['midnight', '00:00'],
])

/** `9:00`, `17.30`, `9h30`, `21:30h`, `9am`, `21h`, `1730`. */
const CLOCK = /^(\d{1,2})(?:[:.h](\d{2})(?::00)?h?|h)?(am|pm)?$/i
const MILITARY = /^(\d{2})(\d{2})h?$/i
/** Something that begins with a digit is probably a time. */
const LIKE_TIME = /^\d/

/** A time without spaces → `HH:MM`; `bad` if it looks like a time but isn't one. */
export function readTime(word: string): string | 'bad' | undefined {
  const named = TIMES.get(word.toLowerCase())
  if (named) return named
  const match = CLOCK.exec(word) ?? MILITARY.exec(word)
  if (!match) return LIKE_TIME.test(word) ? 'bad' : undefined
  const [, hourText = '', minuteText = '00', half] = match
  let hour = Number(hourText)
  if (half) {
    if (hour < 1 || hour > 12) return 'bad'
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  }
  if (hour > 23 || Number(minuteText) > 59) return 'bad'
  return `${String(hour).padStart(2, '0')}:${minuteText}`
}

/** The hours on a clock of twelve that each part of a day has before noon and after it; 2 at night is before. */
const PARTS_OF_DAY: Readonly<Record<string, { am: readonly number[]; pm: readonly number[] }>> = {
  morning: { am: [12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], pm: [] },
  afternoon: { am: [], pm: [12, 1, 2, 3, 4, 5, 6] },
  evening: { am: [], pm: [4, 5, 6, 7, 8, 9, 10, 11] },
  night: { am: [12, 1, 2, 3, 4, 5], pm: [7, 8, 9, 10, 11] },
}

/** `9`, `:30` in the `evening` → `9:30pm`; undefined where that part of a day doesn't have it. */
function timeIn(part: string, hour: number, minutes: string): string | undefined {
  const { am = [], pm = [] } = PARTS_OF_DAY[part] ?? {}
  if (hour > 12 && hour < 24) return pm.includes(hour - 12) ? `${hour}${minutes || ':00'}` : undefined
  if (pm.includes(hour)) return `${hour}${minutes}pm`
  return am.includes(hour) ? `${hour}${minutes}am` : undefined
}

/** Writes times of several words as one: `9 o’clock` → `9`, `9 h 30` → `9h30`, `6 in the evening` → `6pm`, `12 noon` → `noon`. */
export const joinTimes = (text: string): string =>
  text
    .replace(/\b12 ?(noon|midday|midnight)\b/gi, '$1')
    .replace(/(\d) ?: ?(\d\d)\b/g, '$1:$2')
    .replace(/(\d) ?o ?['’]? ?clock\b/gi, '$1')
    .replace(/(\d) ?(?:hours|hrs|hr|uhr|h)\b/gi, '$1h')
    .replace(/\b(\d{1,2})h (\d\d)(?: ?min)?\b/gi, '$1h$2')
    .replace(/(\d) ?([ap])\.? ?m\b\.?/gi, '$1$2m')
    .replace(
      /(?<![\d:.])(\d{1,2})([:.h]\d{2})? ?(?:(?:in the |at )?(morning|afternoon|evening|night))\b/gi,
      (typed, hour: string, minutes: string | undefined, part: string) =>
        timeIn(part.toLowerCase(), Number(hour), minutes ?? '') ?? typed,
    )

/** A time of day as people type it, by itself: `9:30 pm` → `21:30`; undefined if it isn't one. */
export function readTimeOfDay(typed: string): string | undefined {
  const time = readTime(joinTimes(typed.replace(/\s+/g, ' ').trim()).replace(/^at /i, ''))
  return time === 'bad' ? undefined : time
}
