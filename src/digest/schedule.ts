/** ISO weekday: 1 is Monday, 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** When a channel wants its digest, in its own time zone. */
export interface Schedule {
  /** Local time, `HH:MM`. */
  time: string
  /** At least one, ascending. */
  days: readonly Weekday[]
  /** IANA name such as `Europe/Paris`. */
  timezone: string
}
