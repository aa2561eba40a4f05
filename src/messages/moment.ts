import { momentText, relativeText } from '../time/time-text.ts'
import type { Span } from './digest.ts'

/**
 * A moment in a text, ms UTC. Platforms that can show it in each reader's own zone; elsewhere it is in the channel's.
 * @param isNamed whether the zone is said, where it isn't clear
 */
export const momentSpan = (at: number, now: number, timezone: string, isNamed = false): Span => ({
  text: `${momentText(at, now, timezone)}${isNamed ? ` (${timezone})` : ''}`,
  moment: { at, shown: 'time' },
})

/** How long until a moment, ms UTC; platforms that can keep it up to date. */
export const distanceSpan = (at: number, now: number): Span => ({
  text: relativeText(at, now),
  moment: { at, shown: 'distance' },
})

/** Spans as one text, for platforms without native times. */
export const textOfSpans = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('')
