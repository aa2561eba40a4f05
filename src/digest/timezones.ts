/**
 * Whether a time zone can be computed with. `DateTimeFormat` is asked, for `supportedValuesOf` lacks some that it knows,
 * such as UTC and Asia/Kolkata.
 */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What people call zones that follow summer time; as IANA names these would be fixed offsets, or unknown. */
const COLLOQUIAL: Record<string, string> = {
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  ct: 'America/Chicago',
  cdt: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  bst: 'Europe/London',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  jst: 'Asia/Tokyo',
  z: 'UTC',
}

const comparable = (name: string): string => name.toLowerCase().replaceAll('_', ' ')

/** Finds a zone by what a person typed: `Europe/Paris`, `paris`, `New York`, `CET`, `+02:00`. */
export function findTimezone(typed: string): string | undefined {
  const wanted = comparable(typed.trim())
  const colloquial = COLLOQUIAL[wanted]
  if (colloquial) return colloquial
  const names = Intl.supportedValuesOf('timeZone')
  const exact = names.find(name => comparable(name) === wanted)
  if (exact) return exact
  const city = names.find(name => comparable(name).endsWith(`/${wanted}`))
  if (city) return city
  return isTimezone(typed.trim()) ? typed.trim() : undefined
}
