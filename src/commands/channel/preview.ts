import { nothingText } from '../../digests/nothing-text.ts'
import type { Action } from '../../messages/digest.ts'
import { code, ephemeralReply, muted } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { holdText, nextDigestText } from './next-digest.ts'

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
    const { edition, hold } = await editionBuilder.buildNext(channel)
    const when = hold ? holdText(hold) : `The next digest comes ${nextDigestText(channel, clock.now())}.`
    const postButton = (label: string): Action[] =>
      mayChange && hold?.kind !== 'suspended' ? [{ label, command: 'post' }] : []
    if (edition.kind === 'nothing') {
      const reply = ephemeralReply(`${nothingText(edition)} ${(await feed()).text}`, when)
      return edition.remaining > 0 ? { ...reply, actions: postButton('Post the next best') } : reply
    }
    const about = hold
      ? `Nothing is posted for now: ${when} This would be the next digest, shown to you alone.`
      : `The next digest right now, shown to you alone. ${when} Papers listed until then may change it.`
    return {
      ...ephemeralReply([muted(about)]),
      digest: { ...edition.digest, actions: postButton('Post it now') },
    }
  }
