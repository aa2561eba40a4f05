import { nothingText } from '../../delivery/planner.ts'
import { code, ephemeralReply, muted } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { nextDigestText } from './next-digest.ts'

/** What the next digest would be; nothing is stored or posted. */
export const createPreviewCommand =
  ({ channels, editionBuilder, feed, clock }: CommandDeps): Command =>
  async ({ channel: id, mayChange }) => {
    const channel = await channels.find(id)
    const topics = await channels.topics(id)
    if (!channel || topics.length === 0) {
      return ephemeralReply([
        'This channel follows nothing yet, so no digest will come. Begin with ',
        code('/papers subscribe'),
      ])
    }
    const now = clock.now()
    const slotAt = Math.max(channel.nextSlotAt, now)
    const { edition } = await editionBuilder.build(channel, {
      rankedPapersFor: editionBuilder.rankedPapersFor(),
      feed: await feed(),
      slotAt,
    })
    const when = `The next digest comes ${nextDigestText(channel, now)}.`
    if (edition.kind === 'nothing') {
      return ephemeralReply(
        `As things stand there would be none. ${nothingText(edition.reason)} ${(await feed()).text}`,
        when,
      )
    }
    const { digest } = edition
    const postNow = mayChange ? [{ label: 'Post it now', command: 'post' }] : []
    return {
      ...ephemeralReply([
        muted(`As things stand, for you alone. ${when} What is listed until then may change it.`),
      ]),
      digest: { ...digest, actions: postNow },
    }
  }
