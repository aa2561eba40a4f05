import { bold, muted, type ReplySpan } from '../../src/messages/reply.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { asSentence, withCapital } from '../../src/text/format.ts'
import { dayText, momentText } from '../../src/time/time-text.ts'

/** What the guide reports. Times are ms UTC. */
export interface PreviewState {
  now: number
  /** IANA name; times are shown in it. */
  timezone: string
  /** Whether papers could be collected; if not, why, in whole sentences. */
  source: { ok: true } | { ok: false; reason: string }
  /** What is shown above the guide: today's digest, the latest one (of YYYY-MM-DD), the sample day, or nothing. */
  showing: { kind: 'today' } | { kind: 'last'; day: string } | { kind: 'sample' } | { kind: 'nothing' }
  /** The address of the preview page; absent on the page itself. */
  pageUrl?: string | undefined
  /** When papers are collected next. */
  nextCollectAt?: number | undefined
  nextDigestAt?: number | undefined
  /** The platforms that can be connected, and how. Those that are set up and only receive wait for an address. */
  platforms: readonly (Pick<Platform, 'title' | 'setupGuide' | 'addressGuide'> & { isSetUp?: boolean })[]
}

type Line = ReplySpan[]

const SHOWN = {
  today: 'These are today’s top papers so far.',
  sample: 'This is a sample day with invented papers.',
  nothing: 'No digest yet.',
}

function shownLine({ source, showing }: PreviewState): Line {
  const shown =
    showing.kind === 'last' ? `This is the latest digest, from ${dayText(showing.day)}.` : SHOWN[showing.kind]
  const problem = source.ok ? '' : `${asSentence(source.reason)} `
  return [bold('Preview: nothing is posted anywhere. '), { text: problem + shown }]
}

function timesLine({ now, timezone, nextCollectAt, nextDigestAt, pageUrl }: PreviewState): Line {
  const at = (moment: number): string => momentText(moment, now, timezone)
  const parts = [
    nextCollectAt === undefined ? '' : `Papers are collected again ${at(nextCollectAt)}`,
    nextDigestAt === undefined ? '' : `next digest: ${at(nextDigestAt)}`,
  ].filter(Boolean)
  const times = parts.length > 0 ? `${withCapital(parts.join('; '))} (${timezone}). ` : ''
  const page = pageUrl ? [{ text: 'As a page: ' }, { text: pageUrl, url: pageUrl }] : []
  return times || page.length > 0 ? [{ text: times }, ...page] : []
}

const connectLines = ({ platforms }: PreviewState): Line[] =>
  platforms.map(({ title, setupGuide, addressGuide, isSetUp }) => [
    bold(`${title}: `),
    ...((isSetUp && addressGuide) || setupGuide),
  ])

/**
 * The lines below the preview's digest: what this is, when the next papers and digest are due, and, after an empty line, how
 * to connect a chat.
 */
export function previewGuide(state: PreviewState): ReplySpan[][] {
  const times = timesLine(state)
  return [
    shownLine(state),
    ...(times.length > 0 ? [times] : []),
    [],
    ...connectLines(state),
    [muted('Details: README.md')],
  ]
}
