import type { ChannelId } from '../../src/channels/channel-id.ts'
import { SealError } from '../../src/lib/sealed.ts'
import type { EmailAddress, EmailAddresses, EmailLinks } from '../../src/ports/email-addresses.ts'
import type { Mail, MailServer } from '../../src/ports/mail.ts'
import type { Post, Publisher, RateLimits } from '../../src/ports/publisher.ts'
import type { Clock } from '../../src/time/clock.ts'
import { payloadShapeOf } from '../shared/payload-shape.ts'
import { messageIdOf } from './message-id.ts'
import { renderDigestMail, renderPlainMail } from './render-digest.ts'
import type { MailSender } from './settings.ts'

/** Servers name no limits; large ones defer whoever sends some hundred mails a minute. */
const RATE_LIMITS: RateLimits = { bot: { count: 100, perMs: 60_000 } }

/**
 * How long an uncertain mail isn't repeated, ms: after that its server, which may have taken it, has finished with it (RFC 5321
 * allows it 10 minutes).
 */
export const REPEAT_AFTER_MS = 10 * 60_000

/** Headers for unsubscribing (RFC 2369, 8058), of a list (2919), and against automatic answers (3834, and Exchange). */
const headersOf = (unsubscribe: string, { domain }: MailSender): Record<string, string> => ({
  'List-Unsubscribe': `<${unsubscribe}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'List-Id': `Paper Round <digests.${domain}>`,
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
})

/** Sends digests as mails. Nobody can be asked whether a mail arrived, so one that may have arrived is repeated later, as the same mail. */
export function createEmailPublisher(options: {
  server: Pick<MailServer, 'send' | 'check'>
  addresses: Pick<EmailAddresses, 'find'>
  links: EmailLinks
  from: MailSender
  clock: Clock
}): Publisher {
  const { server, addresses, links, from, clock } = options

  async function find(channel: ChannelId): Promise<EmailAddress | 'unreadable' | undefined> {
    try {
      return await addresses.find(channel)
    } catch (error) {
      if (error instanceof SealError) return 'unreadable'
      throw error
    }
  }

  function mailOf({ channel, digest, key, slotAt, plain }: Post, to: string): Mail {
    const render = plain ? renderPlainMail : renderDigestMail
    return {
      ...render(digest, { channel, links }),
      to,
      messageId: messageIdOf(key, from.domain),
      headers: headersOf(links.unsubscribe(channel), from),
      date: slotAt ?? clock.now(),
    }
  }

  return {
    platform: 'email',
    rateLimits: RATE_LIMITS,
    hasThreads: false,
    async publish(post, signal) {
      if (signal.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
      const found = await find(post.channel)
      if (found === 'unreadable')
        return { kind: 'retry', reason: 'SECRET_KEY doesn’t open the e-mail address' }
      if (!found)
        return { kind: 'dead', scope: 'channel', code: 'forgotten', reason: 'the address was forgotten' }
      const mail = mailOf(post, found.address)
      const verdict = await server.send(mail, signal)
      if (verdict.kind !== 'dead' || verdict.scope !== 'message') return verdict
      const { subject, text, html } = mail
      return { ...verdict, payloadShape: payloadShapeOf({ subject, text, html }) }
    },
    async reconcile({ triedAt }, signal) {
      const reason = 'a mailbox can’t be asked whether a mail arrived'
      const afterMs = triedAt + REPEAT_AFTER_MS - clock.now()
      if (signal.aborted) return { kind: 'unknown', reason, mayRepeat: false }
      if (afterMs > 0) return { kind: 'unknown', reason, mayRepeat: false, afterMs }
      return { kind: 'unknown', reason, mayRepeat: true }
    },
    checkToken: async signal => (await server.check(signal)) === undefined,
  }
}
