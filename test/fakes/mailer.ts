import type { Mail, Mailer } from '../../src/ports/mail.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { createRecord, type Happened } from './record.ts'

/** A mail server that keeps what it is given. */
export interface FakeMailer extends Mailer {
  sent: Happened<Mail>
  /** What it answers next, first to last; then that it was sent. */
  verdicts: Verdict[]
  /** How often it was asked to send one. */
  attempts: number
}

export function createFakeMailer(): FakeMailer {
  const sent = createRecord<Mail>()
  const mailer: FakeMailer = {
    sent,
    verdicts: [],
    attempts: 0,
    async send(mail) {
      mailer.attempts++
      const verdict = mailer.verdicts.shift() ?? { kind: 'sent', messageId: mail.messageId }
      if (verdict.kind === 'sent') sent.add(mail)
      return verdict
    },
  }
  return mailer
}

/** The path of the link that a mail has under this path. */
export function linkIn({ text }: Pick<Mail, 'text'>, path: string): string {
  const [link] = new RegExp(`${path}/\\S+`).exec(text) ?? []
  if (link === undefined) throw new Error(`there is no link to ${path} in the mail`)
  return link
}
