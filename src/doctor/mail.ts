import { messageOf } from '../lib/errors.ts'
import type { MailServer, MailSetup } from '../ports/mail.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WHAT = 'e-mail'

/** The texts at a name in the DNS; none if it has none. Rejects where DNS gives no answer. */
export type LookUpTexts = (name: string) => Promise<readonly string[]>

/** What mailboxes look records up by. */
type Sender = Pick<MailSetup, 'domain' | 'selector'>

/** A record that mailboxes judge a sender by. */
interface SenderRecord {
  name: string
  at: string
  pattern: RegExp
  advice: string
}

/** How many labels of a long domain DMARC's walk up the DNS goes on with. */
const WALKED_LABELS = 7

/**
 * Where the DMARC record of a domain may be: with itself, or the next domain above that has one.
 * Source: “DNS Tree Walk” of DMARC (draft-ietf-dmarc-dmarcbis, section 4.10).
 */
function dmarcPlaces(domain: string): string[] {
  const labels = domain.split('.')
  const above = labels.slice(Math.max(1, labels.length - WALKED_LABELS))
  const parents = above.slice(0, -1).map((_, place) => above.slice(place))
  return [labels, ...parents].map(each => `_dmarc.${each.join('.')}`)
}

const recordsOf = ({ domain, selector }: Sender): SenderRecord[] => [
  {
    name: 'SPF',
    at: domain,
    pattern: /^v=spf1(\s|$)/i,
    advice: 'add a TXT record that names your mail server, such as v=spf1 include:YOUR.PROVIDER -all',
  },
  ...(selector === undefined
    ? []
    : [
        {
          name: 'DKIM',
          at: `${selector}._domainkey.${domain}`,
          pattern: /(^|;)\s*p=[A-Za-z\d+/]/,
          advice: 'add a TXT record with the public key of DKIM_KEY_FILE, or mails count as forged',
        },
      ]),
  {
    name: 'DMARC',
    at: `_dmarc.${domain}`,
    pattern: /^v=DMARC1\s*(;|$)/i,
    advice: 'add a TXT record, to begin with v=DMARC1; p=none',
  },
]

async function checkRecord(
  { name, at, pattern, advice }: SenderRecord,
  { domain }: Sender,
  lookUp: LookUpTexts,
): Promise<Finding> {
  const places = name === 'DMARC' ? dmarcPlaces(domain) : [at]
  try {
    for (const place of places) {
      const found = (await lookUp(place)).filter(text => pattern.test(text))
      if (found.length === 1) return ok(WHAT, `${name} is at ${place}.`)
      if (found.length > 1)
        return warning(
          WHAT,
          `${place} has ${found.length} records of ${name}, so none of them counts: keep one.`,
        )
    }
    return warning(WHAT, `no ${name} record is at ${at}, so mails may be taken for spam: ${advice}.`)
  } catch (error) {
    return warning(WHAT, `${name} couldn’t be looked up, because DNS gave no answer (${messageOf(error)}).`)
  }
}

/** Whether the mail server takes our login, and what mailboxes know about our sender. Sends nothing. */
export async function checkMail(
  { server, ...sender }: Sender & { server: Pick<MailServer, 'check'> },
  { lookUp, signal }: { lookUp: LookUpTexts; signal: AbortSignal },
): Promise<Finding[]> {
  const problem = await server.check(signal)
  const connection =
    problem === undefined
      ? ok(WHAT, 'the mail server can be reached.')
      : fault(WHAT, `${problem}. Check SMTP_URL, and that this machine may connect to it.`)
  const records = await Promise.all(recordsOf(sender).map(record => checkRecord(record, sender, lookUp)))
  const unsigned =
    sender.selector === undefined
      ? [
          ok(
            WHAT,
            'mails aren’t signed here (DKIM_KEY_FILE is empty), so the mail server has to sign them by DKIM, as providers do.',
          ),
        ]
      : []
  return [connection, ...records, ...unsigned]
}
