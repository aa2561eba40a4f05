import { nothingText } from '../../digests/nothing-text.ts'
import type { Action, Span } from '../../messages/digest.ts'
import { code, ephemeralReply } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { holdText, nextDigestSpans } from './next-digest.ts'

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
    const when: Span[] = hold
      ? [{ text: holdText(hold) }]
      : [{ text: 'The next digest comes ' }, ...nextDigestSpans(channel, clock.now()), { text: '.' }]
    const postButton = (label: string): Action[] =>
      mayChange && hold?.kind !== 'suspended' ? [{ label, command: 'post' }] : []
    if (edition.kind === 'nothing') {
      const reply = ephemeralReply(`${nothingText(edition)} ${(await feed()).text}`, when)
      return edition.remaining > 0 ? { ...reply, actions: postButton('Post the next best') } : reply
    }
    const about: Span[] = hold
      ? [
          { text: 'Nothing is posted for now: ' },
          ...when,
          { text: ' This would be the next digest, shown to you alone.' },
        ]
      : [
          { text: 'The next digest right now, shown to you alone. ' },
          ...when,
          { text: ' Papers listed until then may change it.' },
        ]
    return {
      ...ephemeralReply(about.map(span => ({ ...span, style: 'muted' as const }))),
      digest: { ...edition.digest, actions: postButton('Post it now') },
    }
  }
