import { lengthText } from '../time/time-text.ts'
import { type Finding, fault, ok, warning } from './check.ts'

/** `Date` has whole seconds, and an answer takes time; a smaller difference changes nothing that people see, ms. */
const MUCH_MS = 30_000
/** Slack's and Discord's signed requests are refused from this age on, ms. */
const TOO_MUCH_MS = 5 * 60_000

/**
 * Whether this machine's clock is right, by the source's `Date`. No finding where that is unknown.
 * @param sourceTime ms UTC
 * @param ourTime ms UTC, at the same moment
 */
export function checkClock(sourceTime: number | undefined, ourTime: number): Finding[] {
  if (sourceTime === undefined) return []
  const aheadMs = ourTime - sourceTime
  const off = Math.abs(aheadMs)
  if (off < MUCH_MS) return [ok('clock', 'is right, compared with the source’s.')]
  const text = `is ${lengthText(off)} ${aheadMs > 0 ? 'ahead of' : 'behind'} the source’s. Let this machine follow a time server (NTP).`
  return off < TOO_MUCH_MS
    ? [warning('clock', text)]
    : [fault('clock', `${text} Until then digests come at wrong times, and signed requests are refused.`)]
}
