import type { ReceivedMail } from './smtp.ts'

/** Elements and attributes that mails of ours have; others would come from a hostile text. */
const ELEMENTS = new Set('html head meta title style body div table tr td h1 h2 p a span img'.split(' '))
const ATTRIBUTES = new Set('lang charset name content class style href role src alt width'.split(' '))

const TAG = /<\/?([a-z][a-z\d]*)((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*>/gi

const decode = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  )

/** Gmail cuts a mail there, bytes. */
const GMAIL_CLIPS = 102_400

/** What a mail has that a mail of ours shouldn't have, and where its links go. */
export function checkMail({ raw, parsed }: ReceivedMail) {
  const html = parsed.html || ''
  const tags = [...html.matchAll(TAG)].map(([, name = '', rest = '']) => ({ name: name.toLowerCase(), rest }))
  const elements = tags.map(({ name }) => name).filter(name => !ELEMENTS.has(name))
  const attributes = tags
    .flatMap(({ rest }) =>
      [...rest.replace(/"[^"]*"/g, '').matchAll(/([^\s=]+)=/g)].map(([, name = '']) => name),
    )
    .filter(name => !ATTRIBUTES.has(name))
  const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, url = '']) => decode(url))
  const [head = ''] = raw.split('\r\n\r\n')
  const headers = head.split('\r\n')
  const problems = [
    ...headers.filter(line => Buffer.byteLength(line) > 998).map(line => `a header of ${line.length} bytes`),
    ...(/^list-unsubscribe: <https:\/\/[^\s<>]+>$/im.test(head)
      ? []
      : ['List-Unsubscribe is folded or missing']),
    ...(/^list-unsubscribe-post: List-Unsubscribe=One-Click$/im.test(head)
      ? []
      : ['no List-Unsubscribe-Post']),
    ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Id', 'Auto-Submitted'].flatMap(name => {
      const count = headers.filter(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)).length
      return count === 1 ? [] : [`${count} headers ${name}`]
    }),
    ...(Buffer.byteLength(raw) > GMAIL_CLIPS ? [`a mail of ${Buffer.byteLength(raw)} bytes`] : []),
    ...(/[^\r]\n|\r[^\n]/.test(raw) ? ['a bare line feed or carriage return'] : []),
    ...(parsed.text?.trim() ? [] : ['no plain text']),
  ]
  return { elements, attributes, links, problems }
}
