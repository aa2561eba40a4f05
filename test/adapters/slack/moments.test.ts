import { describe, expect, it } from 'vitest'
import { renderDigest } from '../../../adapters/slack/render-digest.ts'
import { renderReply } from '../../../adapters/slack/render-reply.ts'
import type { Span } from '../../../src/messages/digest.ts'
import { distanceSpan, momentSpan } from '../../../src/messages/moment.ts'
import type { ReplySpan } from '../../../src/messages/reply.ts'
import { slackRules } from '../../fakes/slack/inspect.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

const NOW = Date.parse('2026-11-26T15:29:30.900Z')
const AT = Date.parse('2026-11-27T08:00:00.900Z')
const FORMAT = '{date_short_pretty} at {time}'
const TEXT = 'tomorrow at 09:00 (Europe/Paris)'
const spans: Span[] = [momentSpan(AT, NOW, 'Europe/Paris', true), { text: ', ' }, distanceSpan(AT, NOW)]

const reply = (line: ReplySpan[]) => renderReply({ visibility: 'ephemeral', lines: [line] })

async function expectAccepted(message: object): Promise<void> {
  const findings = (await slackRules())?.call('chat.postMessage', { channel: 'C0PAPERS01', ...message }) ?? []
  expect(findings.filter(({ level }) => level === 'error')).toEqual([])
}

describe('a moment in Slack', () => {
  it('is a date in the reader’s zone, with the channel’s as its fallback and in what is read out', async () => {
    const message = reply(spans)
    expect(message.blocks).toMatchObject([
      {
        elements: [
          {
            elements: [
              { type: 'date', timestamp: 1_795_766_400, format: FORMAT, fallback: TEXT },
              { type: 'text', text: ', ' },
              { type: 'text', text: 'in 17 hours' },
            ],
          },
        ],
      },
    ])
    expect(message.text).toBe(`${TEXT}, in 17 hours`)
    await expectAccepted(message)
  })

  it.each(['Europe/Paris', 'America/New_York', '+05:30', 'UTC'])(
    'is one in a muted line, from %s',
    async zone => {
      const moment = momentSpan(AT, NOW, zone, true)
      const message = reply(
        [{ text: 'Next: ' }, moment, { text: '.' }].map(span => ({ ...span, style: 'muted' as const })),
      )
      expect(message.blocks).toEqual([
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: `Next: <!date^1795766400^${FORMAT}|${moment.text}>.`, verbatim: true },
          ],
        },
      ])
      await expectAccepted(message)
    },
  )

  it('is one in a digest’s notes', async () => {
    const message = renderDigest({ ...everydayDigest, notes: [[{ text: 'Known since ' }, ...spans]] })
    expect(JSON.stringify(message.blocks)).toContain(`Known since <!date^1795766400^${FORMAT}|${TEXT}>`)
    await expectAccepted(message)
  })
})
