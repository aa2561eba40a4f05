import type { IncomingMessage } from 'node:http'

/** A whole body, or why there is none: over its limit, dropped to make room for others, or broken off. */
export type ReadBody = { kind: 'read'; body: Buffer } | { kind: 'too large' | 'dropped' | 'broken off' }

export interface BodyReader {
  /** Reads a request's body. After anything but `read`, the rest of the body should not be read. */
  read(request: IncomingMessage, maxBytes: number): Promise<ReadBody>
}

/** The declared size of a body, bytes; 0 if it isn't declared. */
export const declaredSize = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0)

/**
 * Reads bodies into memory, at most so many bytes of all of them at once. Beyond that the largest unfinished one is dropped: what a
 * platform sends is small, so it isn't the platform's.
 */
export function createBodyReader(maxBytesInAll: number): BodyReader {
  const reading = new Set<{ bytes: number; drop: () => void }>()

  function makeRoom(): void {
    let total = 0
    let largest: { bytes: number; drop: () => void } | undefined
    for (const each of reading) {
      total += each.bytes
      if (!largest || each.bytes > largest.bytes) largest = each
    }
    if (total > maxBytesInAll) largest?.drop()
  }

  return {
    read(request, maxBytes) {
      if (declaredSize(request) > maxBytes) return Promise.resolve({ kind: 'too large' })
      const { promise, resolve } = Promise.withResolvers<ReadBody>()
      const chunks: Buffer[] = []
      const own = { bytes: 0, drop: () => end({ kind: 'dropped' }) }

      function end(result: ReadBody): void {
        if (!reading.delete(own)) return
        request.off('data', take).pause()
        resolve(result)
      }
      function take(chunk: Buffer): void {
        own.bytes += chunk.length
        chunks.push(chunk)
        if (own.bytes > maxBytes) end({ kind: 'too large' })
        else makeRoom()
      }

      reading.add(own)
      request
        .on('data', take)
        .once('end', () => end({ kind: 'read', body: Buffer.concat(chunks) }))
        .once('close', () => end({ kind: 'broken off' }))
        .once('error', () => end({ kind: 'broken off' }))
      return promise
    },
  }
}
