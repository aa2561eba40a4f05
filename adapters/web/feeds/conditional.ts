import { createHash } from 'node:crypto'

/** By what a reader knows whether it has a version already. */
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

/** Whether who asks has this version: by its tag if any is given, else by the time (RFC 9110, 13.2.2). */
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
