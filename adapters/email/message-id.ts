import { createHash } from 'node:crypto'

/** The Message-ID of a message: the same for every attempt at it, so that mailboxes recognise a repeated mail. */
export const messageIdOf = (key: string, domain: string): string =>
  `<${createHash('sha256').update(key).digest('base64url').slice(0, 32)}@${domain}>`
