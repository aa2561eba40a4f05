import type { Verdict } from './publisher.ts'

/** One mail, ready to send. All texts are final; nothing is added for tracking. */
export interface Mail {
  /** One address. */
  to: string
  subject: string
  /** The plain-text part, of equal worth. */
  text: string
  /** Without it the mail is plain text alone. */
  html?: string | undefined
  /** Such as `<edition@example.org>`: the same for every attempt, so that a repeated mail is recognised. */
  messageId: string
  /** Further headers, such as `List-Unsubscribe`; each stays on one line. */
  headers: Readonly<Record<string, string>>
  /** ms UTC. */
  date: number
}

/** Sends mails. Whatever the mail server answers is a verdict, never an exception. */
export interface Mailer {
  send(mail: Mail, signal: AbortSignal): Promise<Verdict>
}

/** What the mail that asks an address whether it wants digests is made of. */
export interface Confirmation {
  /** The page with the button. */
  url: string
  /** As people read it. */
  topic: string
  /** See `EmailAsker.where`. */
  where: string
  /** How long the link is valid, in words. */
  validFor: string
}

/** Writes that mail. */
export type RenderConfirmation = (confirmation: Confirmation) => Pick<Mail, 'subject' | 'text' | 'html'>

/** The server that mails go through. */
export interface MailServer extends Mailer {
  /** Connects and logs in, and sends nothing. @returns what is wrong, on one line; undefined if nothing is */
  check(signal: AbortSignal): Promise<string | undefined>
  /** Closes its connections. What is being sent is sent first. */
  close(): void
}

/** The mail server that is set up, and what mailboxes judge its mails by. */
export interface MailSetup {
  server: MailServer
  /** The domain that mails are from. */
  domain: string
  /** The name of the key that signs them; undefined if we don't. */
  selector: string | undefined
}
