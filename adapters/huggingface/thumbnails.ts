import { SourceError } from '../../src/ports/source-error.ts'
import type { ThumbnailSource, ThumbnailType } from '../../src/ports/thumbnails.ts'
import { readBytes } from '../shared/http/read-text.ts'

/** Hugging Face's servers for pictures; those of papers are on the first one. */
const HOSTS = ['cdn-thumbnails.huggingface.co', 'cdn-uploads.huggingface.co']
/** A paper's picture has a few hundred kB. */
const MAX_BYTES = 2 ** 20
/** Readers don't wait longer for a picture, ms. */
const TIMEOUT_MS = 8_000

/** How the files of each type begin; what a server calls them isn't relied on. */
const SIGNATURES: readonly [ThumbnailType, RegExp][] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/gif', /^GIF8[79]a/],
]

const typeOf = (bytes: Uint8Array): ThumbnailType | undefined => {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return SIGNATURES.find(([, signature]) => signature.test(head))?.[0]
}

/**
 * The pictures of Hugging Face's papers. A redirect is refused, because it could lead anywhere, such as into the operator's network.
 * @param options.endpoint `HF_ENDPOINT`: a mirror may have the pictures too
 */
export function createThumbnailSource({
  endpoint,
  timeoutMs = TIMEOUT_MS,
}: {
  endpoint: string
  timeoutMs?: number
}): ThumbnailSource {
  const origins = new Set([...HOSTS.map(host => `https://${host}`), new URL(endpoint).origin])

  function accepts(address: string | undefined): boolean {
    const url = address === undefined ? null : URL.parse(address)
    return url !== null && origins.has(url.origin) && url.username === '' && url.password === ''
  }

  return {
    accepts,
    async load(url) {
      if (!accepts(url)) return undefined
      try {
        const response = await fetch(url, {
          redirect: 'manual',
          headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' },
          signal: AbortSignal.timeout(timeoutMs),
        })
        if (response.status === 429 || response.status >= 500)
          throw new SourceError(`Hugging Face answered ${response.status}`)
        const bytes = response.ok ? await readBytes(response, MAX_BYTES) : undefined
        if (!response.ok) await response.body?.cancel()
        const type = bytes && typeOf(bytes)
        return bytes && type && { type, bytes }
      } catch (cause) {
        if (cause instanceof SourceError) throw cause
        throw new SourceError('Hugging Face’s pictures can’t be reached', { cause })
      }
    },
  }
}
