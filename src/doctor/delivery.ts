import { type ChannelId, platformOf } from '../channels/channel-id.ts'
import type { Platform } from '../ports/platform.ts'
import type { Store } from '../ports/store.ts'
import { asSentence, plural } from '../text/format.ts'
import { momentText } from '../time/time-text.ts'
import { type Finding, ok, warning } from './check.ts'

/** A delivery that is due for longer than this is late, ms. */
const LATE_MS = 10 * 60_000
/** Paused channels that are named. */
const NAMED = 10

/** What ends the pause of a channel, in words. */
export type HowToResume = (channel: ChannelId) => string

export const createHowToResume =
  (platforms: readonly Pick<Platform, 'name' | 'howToResume'>[]): HowToResume =>
  channel =>
    platforms.find(({ name }) => name === platformOf(channel))?.howToResume?.(channel) ??
    '/papers resume there'

export async function checkDelivery(
  store: Store,
  now: number,
  { timezone, howToResume }: { timezone: string; howToResume: HowToResume },
): Promise<Finding[]> {
  const { channels, outbox, suspensions } = store
  const suspended = (await suspensions.all()).map(({ scope, reason, at }) =>
    warning(
      'posting',
      `Nothing has been posted to ${scope.replace(/[:/]$/, '')} since ${momentText(at, now, timezone)}: ${reason}. It resumes when the token works.`,
    ),
  )
  const paused = await channels.paused('', { limit: NAMED })
  const named = paused.map(({ id, pausedReason }) =>
    warning(
      'channel',
      `${id} is paused: ${asSentence(pausedReason ?? '')} To try again: ${howToResume(id)}.`,
    ),
  )
  const more = (await channels.countPaused()) - named.length
  const { late, uncertain } = await outbox.overdue(now, LATE_MS)
  return [
    ...suspended,
    ...named,
    ...(more > 0
      ? [warning('channel', `${plural(more, 'more channel is', 'more channels are')} paused.`)]
      : []),
    late > 0
      ? warning(
          'deliveries',
          `${plural(late, 'delivery is', 'deliveries are')} late. See: npx paper-round deliveries`,
        )
      : ok('deliveries', 'None late.'),
    ...(uncertain > 0
      ? [
          warning(
            'deliveries',
            `${plural(uncertain, 'delivery', 'deliveries')} may have arrived, which is being checked.`,
          ),
        ]
      : []),
  ]
}
