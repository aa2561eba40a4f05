import { parseAddress } from './address.ts'
import type { Bounce } from './bounces.ts'

/** What a mail server's report is about; `delayed`: the server keeps trying, or something else that asks for nothing. */
export type ReadReport = { kind: 'bounces'; bounces: Bounce[] } | { kind: 'delayed' } | { kind: 'unreadable' }

/** Fields of a part, by their names in small letters. Folded lines are joined. */
function fieldsOf(block: string): Map<string, string> {
  const lines = block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]]
    }),
  )
}

/** `rfc822; name@example.org` → `name@example.org`, where it is one. */
function addressIn(field: string | undefined): string | undefined {
  const text = (field ?? '').replace(/^[\w-]+\s*;/, '').replace(/^\s*<(.*)>\s*$/, '$1')
  const parsed = parseAddress(text)
  return parsed.ok ? parsed.address : undefined
}

/** The recipient as we wrote to it, if the report says so; else as it was passed on to. */
const recipientOf = (fields: Map<string, string>): string | undefined =>
  addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'))

/** Whether mails to the recipient fail for good (RFC 3464). A full mailbox or a server that is down may work again tomorrow. */
const isFinal = (fields: Map<string, string>): boolean =>
  /^failed(?![\w-])/i.test(fields.get('action') ?? '') && !/^4\./.test(fields.get('status') ?? '')

/** Reports that aren't complaints: a mail was marked as wanted (RFC 6430), or its signature failed (RFC 6591). */
const NO_COMPLAINT = /^(?:not-spam|auth-failure)(?![\w-])/i

/**
 * Reads a delivery status notification (RFC 3464) or a feedback report (RFC 5965), a whole mail as it arrived at the return path. Its
 * parts are recognised by their fields, so that no MIME has to be parsed; those of the mail that came back have others.
 */
export function readReport(mail: string): ReadReport {
  const blocks = mail.split(/\r?\n[ \t]*\r?\n/).map(fieldsOf)
  const complaint = blocks.find(fields => fields.has('feedback-type'))
  if (complaint) {
    const type = complaint.get('feedback-type') ?? ''
    if (NO_COMPLAINT.test(type)) return { kind: 'delayed' }
    const address =
      addressIn(complaint.get('original-rcpt-to')) ?? addressIn(complaint.get('removal-recipient'))
    if (address === undefined) return { kind: 'unreadable' }
    return { kind: 'bounces', bounces: [{ kind: 'complaint', address, reason: type }] }
  }
  const recipients = blocks.filter(fields => fields.has('final-recipient') && fields.has('action'))
  if (recipients.length === 0) return { kind: 'unreadable' }
  const bounces = recipients.filter(isFinal).flatMap((fields): Bounce[] => {
    const address = recipientOf(fields)
    const reason = fields.get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '') ?? fields.get('status') ?? ''
    return address === undefined ? [] : [{ kind: 'bounce', address, reason }]
  })
  if (bounces.length > 0) return { kind: 'bounces', bounces }
  return { kind: recipients.some(isFinal) ? 'unreadable' : 'delayed' }
}
