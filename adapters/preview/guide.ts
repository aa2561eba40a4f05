import type { ReplySpan } from '../../src/messages/reply.ts'
import { bold, code, muted } from '../../src/messages/reply.ts'
import { asSentence } from '../../src/text/format.ts'
import { dayText, momentText } from '../../src/time/time-text.ts'

/** What the preview has to tell of. Times are ms UTC. */
export interface PreviewState {
  now: number
  /** IANA name; times are told in it. */
  timezone: string
  /** Whether papers could be collected; if not, why, in whole sentences for a person. */
  source: { ok: true } | { ok: false; reason: string }
  /** What stands above these lines: today's digest, the last one there is (of YYYY-MM-DD), the sample day, or none. */
  showing: { kind: 'today' } | { kind: 'last'; day: string } | { kind: 'sample' } | { kind: 'nothing' }
  /** Where the same is shown as a page; left out on the page itself. */
  pageUrl?: string | undefined
  /** When the source is asked next. */
  nextCollectAt?: number | undefined
  nextDigestAt?: number | undefined
}

type Line = ReplySpan[]

const SHOWN = {
  today: "Above are the best of today's list so far.",
  sample: 'Above is a sample day: its papers are invented.',
  nothing: 'There is no digest to show yet.',
}

function shownLine({ source, showing }: PreviewState): Line {
  const shown =
    showing.kind === 'last'
      ? `Above is the last digest there is, of ${dayText(showing.day)}.`
      : SHOWN[showing.kind]
  const trouble = source.ok ? '' : `${asSentence(source.reason)} `
  return [bold('This is the preview: nothing is posted anywhere. '), { text: trouble + shown }]
}

function timesLine({ now, timezone, nextCollectAt, nextDigestAt, pageUrl }: PreviewState): Line {
  const at = (moment: number): string => momentText(moment, now, timezone)
  const parts = [
    nextCollectAt === undefined ? '' : `Papers are looked up again ${at(nextCollectAt)}`,
    nextDigestAt === undefined ? '' : `the next digest comes ${at(nextDigestAt)}`,
  ].filter(Boolean)
  const times = parts.length > 0 ? `${capitalise(parts.join('; '))} (${timezone}). ` : ''
  const page = pageUrl ? [{ text: 'The same as a page: ' }, { text: pageUrl, url: pageUrl }] : []
  return times || page.length > 0 ? [{ text: times }, ...page] : []
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const link = (text: string): ReplySpan => ({ text, url: `https://${text}` })

const CONNECT: readonly Line[] = [
  [
    bold('Slack: '),
    { text: 'create an app at ' },
    link('api.slack.com/apps'),
    { text: ' (From a manifest: ' },
    code('adapters/slack/manifest.json'),
    { text: ') and install it; put ' },
    code('SLACK_BOT_TOKEN'),
    { text: ' and ' },
    code('SLACK_APP_TOKEN'),
    { text: ' into ' },
    code('.env'),
    { text: ', and start again.' },
  ],
  [
    bold('Discord: '),
    { text: 'create an app at ' },
    link('discord.com/developers/applications'),
    { text: ', invite it to your server (scopes ' },
    code('bot'),
    { text: ' and ' },
    code('applications.commands'),
    { text: '); put ' },
    code('DISCORD_TOKEN'),
    { text: ' into ' },
    code('.env'),
    { text: ', and start again.' },
  ],
  [muted('README.md has the details.')],
]

/**
 * What the preview says after the digest: what this is, when more comes and where, and how to connect a chat. An empty
 * line parts the two.
 */
export function previewGuide(state: PreviewState): ReplySpan[][] {
  const times = timesLine(state)
  return [shownLine(state), ...(times.length > 0 ? [times] : []), [], ...CONNECT]
}
