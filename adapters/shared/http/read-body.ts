import type { IncomingMessage } from 'node:http'

/** A whole body, or why there is none: over its limit, dropped to make room for others, or aborted. */
export type ReadBody = { kind: 'read'; body: Buffer } | { kind: 'too large' | 'dropped' | 'aborted' }

export interface BodyReader {
  /** Reads a request's body. After anything but `read`, the rest of the body should not be read. */
  read(request: IncomingMessage, maxBytes: number): Promise<ReadBody>
}

/** The declared size of a body, bytes; 0 if it isn't declared. */
export const declaredSize = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0)

export interface BodyLimits {
  /** Of all bodies that are being read, bytes. */
  inAll: number
  /** Larger bodies, and those whose size isn't declared, are large, bytes. */
  large: number
  /** So many large bodies are read at once. */
  largeAtOnce: number
  /** How long a large body may take from its turn on, ms. */
  largeMs: number
}

/**
 * Reads bodies into memory, within limits for all of them together. Beyond `inAll` the largest unfinished one is dropped, and large ones
 * wait for their turn, unread: what a platform sends is small and quick, so those aren't the platform's.
 */
export function createBodyReader({ inAll, large, largeAtOnce, largeMs }: BodyLimits): BodyReader {
  const reading = new Set<{ bytes: number; drop: () => void }>()
  const waiting = new Set<() => void>()
  let largeReading = 0

  function makeRoom(): void {
    let total = 0
    let largest: { bytes: number; drop: () => void } | undefined
    for (const each of reading) {
      total += each.bytes
      if (!largest || each.bytes > largest.bytes) largest = each
    }
    if (total > inAll) largest?.drop()
  }

  function readNow(request: IncomingMessage, maxBytes: number, maxMs?: number): Promise<ReadBody> {
    const { promise, resolve } = Promise.withResolvers<ReadBody>()
    const chunks: Buffer[] = []
    const own = { bytes: 0, drop: () => end({ kind: 'dropped' }) }
    const timer = maxMs === undefined ? undefined : setTimeout(own.drop, maxMs)

    function end(result: ReadBody): void {
      if (!reading.delete(own)) return
      clearTimeout(timer)
      request.off('data', take).pause()
      // The listeners below live as long as the request, which may be held back.
      chunks.length = 0
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
      .once('close', () => end({ kind: 'aborted' }))
      .once('error', () => end({ kind: 'aborted' }))
    return promise
  }

  /** Resolves when it is the request's turn; false if it was closed before. Whoever had a turn passes it on. */
  function turnOf(request: IncomingMessage): Promise<boolean> {
    if (largeReading < largeAtOnce) {
      largeReading++
      return Promise.resolve(true)
    }
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const start = (): void => resolve(true)
    waiting.add(start)
    request.once('close', () => {
      if (waiting.delete(start)) resolve(false)
    })
    return promise
  }

  function passTurnOn(): void {
    const [next] = waiting
    if (next) {
      waiting.delete(next)
      next()
    } else largeReading--
  }

  async function readInTurn(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
    if (!(await turnOf(request))) return { kind: 'aborted' }
    try {
      return await readNow(request, maxBytes, largeMs)
    } finally {
      passTurnOn()
    }
  }

  return {
    async read(request, maxBytes) {
      const size = declaredSize(request)
      if (size > maxBytes) return { kind: 'too large' }
      return size > 0 && size <= large ? readNow(request, maxBytes) : readInTurn(request, maxBytes)
    },
  }
}
