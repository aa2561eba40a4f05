import { createHash, createVerify, type KeyObject } from 'node:crypto'

/** DKIM as receivers check it (RFC 6376), for the one way that we sign: rsa-sha256, relaxed/relaxed. */

const relaxedHeader = (field: string): string => {
  const colon = field.indexOf(':')
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()
  return `${field.slice(0, colon).toLowerCase().trim()}:${value}`
}

const relaxedBody = (body: string): string =>
  `${body
    .split('\r\n')
    .map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)+$/, '')}\r\n`

/** What a mail's signature covers, by names in small letters; rejects a signature that doesn't fit the mail. */
export function checkDkim(
  raw: string,
  publicKey: KeyObject,
): { domain: string; selector: string; signed: string[] } {
  const end = raw.indexOf('\r\n\r\n')
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/)
  const signature = fields.find(field => /^dkim-signature:/i.test(field))
  if (!signature) throw new Error('not signed')
  const tags = new Map(
    relaxedHeader(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map(tag => {
        const [name = '', ...value] = tag.split('=')
        return [name.trim(), value.join('=').replace(/\s/g, '')] as const
      }),
  )
  const bodyHash = createHash('sha256')
    .update(relaxedBody(raw.slice(end + 4)), 'latin1')
    .digest('base64')
  if (tags.get('bh') !== bodyHash) throw new Error('signed for another body')
  const signed = (tags.get('h') ?? '').toLowerCase().split(':')
  const others = [...fields].reverse()
  const headers = signed.flatMap(name => {
    const index = others.findIndex(field => field.toLowerCase().startsWith(`${name}:`))
    return index < 0 ? [] : others.splice(index, 1).map(relaxedHeader)
  })
  const own = relaxedHeader(signature).replace(/(\bb=)[^;]*$/, '$1')
  const verified = createVerify('sha256')
    .update(`${headers.join('\r\n')}\r\n${own}`, 'latin1')
    .verify(publicKey, tags.get('b') ?? '', 'base64')
  if (!verified) throw new Error('not signed with this key')
  return { domain: tags.get('d') ?? '', selector: tags.get('s') ?? '', signed }
}
