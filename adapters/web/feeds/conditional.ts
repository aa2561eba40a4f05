import { createHash } from 'node:crypto'

/** The validators by which a reader knows whether it already has a version. */
export interface Validators {
  etag: string
  /** As HTTP writes it, to the second. */
  lastModified: string
}

/** @param changedAt ms UTC */
export const validatorsOf = (body: string, changedAt: number): Validators => ({
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  lastModified: new Date(changedAt).toUTCString(),
})

/** A cache on the way may have made a validator weak; for a GET that makes no difference (RFC 9110, 13.1.2). */
const opaque = (tag: string): string => tag.trim().replace(/^W\//, '')

/** Whether the client has this version: by the tag if it sent one, else by the time (RFC 9110, 13.2.2). */
export function isUnchanged(
  { etag, lastModified }: Validators,
  asked: { ifNoneMatch?: string | undefined; ifModifiedSince?: string | undefined },
): boolean {
  const { ifNoneMatch, ifModifiedSince } = asked
  if (ifNoneMatch !== undefined) {
    return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').map(opaque).includes(etag)
  }
  const since = Date.parse(ifModifiedSince ?? '')
  return !Number.isNaN(since) && since >= Date.parse(lastModified)
}
