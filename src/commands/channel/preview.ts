import { nothingSpans } from '../../digests/nothing-text.ts'
import type { Action } from '../../messages/digest.ts'
import { command, ephemeralReply, type ReplySpan } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { holdSpans, nextDigestSpans } from './next-digest.ts'

/** What the next digest would be; nothing is stored or posted. */
export const createPreviewCommand =
  ({ channels, editionBuilder, feed, clock }: CommandDeps): Command =>
  async ({ channel: id, mayChange }) => {
    const channel = await channels.find(id)
    const topics = await channels.topics(id)
    if (!channel || topics.length === 0) {
      return ephemeralReply(['This channel has no subscriptions yet. To start: ', command('subscribe')])
    }
    const { edition, hold } = await editionBuilder.buildNext(channel)
    const when: ReplySpan[] = hold
      ? holdSpans(hold)
      : [{ text: 'Next digest: ' }, ...nextDigestSpans(channel, clock.now()), { text: '.' }]
    const postButton = (label: string): Action[] =>
      mayChange && hold?.kind !== 'suspended' ? [{ label, command: 'post' }] : []
    if (edition.kind === 'nothing') {
      const nothing = [...nothingSpans(edition), ` ${(await feed()).text}`]
      const reply = hold ? ephemeralReply(when, nothing) : ephemeralReply(nothing, when)
      return edition.remaining > 0 ? { ...reply, actions: postButton('Post the next best') } : reply
    }
    const about = hold
      ? ['This would be the next digest. ', ...when]
      : ['Only you see this preview. ', ...when, ' New papers may still change it.']
    return {
      ...ephemeralReply(about),
      digest: { ...edition.digest, actions: postButton('Post now') },
    }
  }
