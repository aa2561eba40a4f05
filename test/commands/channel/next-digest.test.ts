import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { nextDigestSpans, upcomingLine } from '../../../src/commands/channel/next-digest.ts'
import { textOfSpans } from '../../../src/messages/moment.ts'
import { textOf } from '../../fixtures/app-harness.ts'
import { MONDAY_NINE } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

describe('when the next digest comes', () => {
  const now = MONDAY_NINE
  it.each<[string, Partial<Channel>, RegExp]>([
    [
      'a moment in the channel’s zone',
      { nextSlotAt: now + 1, timezone: 'Europe/Paris' },
      /today at 10:00 \(Europe\/Paris\)/,
    ],
    ['a slot that has come', { nextSlotAt: now }, /^[^\d]*$/],
    ['a slot that is past', { nextSlotAt: now - 1 }, /^[^\d]*$/],
    ['a pause', { nextSlotAt: now + 1, pausedBy: { person: 'Bo', at: 1 } }, /Bo/],
  ])('%s', (_, changes, text) => expect(textOfSpans(nextDigestSpans(aChannel(changes), now))).toMatch(text))

  const coming = (changes: Partial<Channel>, follows: boolean): string =>
    textOf({
      visibility: 'ephemeral',
      lines: [
        [upcomingLine(aChannel(changes), follows, now)]
          .flat(2)
          .map(part => (typeof part === 'string' ? { text: part } : part)),
      ],
    })

  it('has three times, or why there are none', () => {
    expect(coming({}, true).match(/09:00/g)).toHaveLength(3)
    expect(coming({}, false)).toContain('/papers subscribe')
    expect(coming({ pausedBy: { person: 'Bo', at: 1 } }, true)).toContain('Bo')
    expect(coming({ pausedBy: { person: 'Bo', at: 1 } }, false)).not.toContain('Bo')
  })
})
