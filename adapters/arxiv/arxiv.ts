import { XMLParser } from 'fast-xml-parser'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'
import { unlessAborted } from '../../src/lib/time-limit.ts'
import type { PaperLookUp } from '../../src/ports/paper-look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { answered } from '../shared/http/source-failure.ts'
import { createSourceHttp, type SourceHttpOptions } from '../shared/http/source-http.ts'
import { readFeed } from './feed.ts'

export interface ArxivOptions extends Pick<SourceHttpOptions, 'log' | 'clock' | 'timeoutMs'> {
  /** `https://export.arxiv.org` */
  endpoint: string
  /** Of Paper Round, for the User-Agent. */
  version: string
  /** Waits so many ms; rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

const NAME = 'arXiv'
/** One request per 3 s, on one connection (info.arxiv.org/help/api/tou.html). */
const REQUEST_INTERVAL_MS = 3_000
/** Further look-ups are rejected: nobody would wait that long. */
const MAX_WAITING = 3

/** Numbers stay text: 2401.00010 is not 2401.0001. */
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: false, attributeNamePrefix: '@' })

function parseXml(text: string): unknown {
  try {
    return parser.parse(text)
  } catch (cause) {
    throw new SourceError(`${NAME} sent something other than its feed`, { cause })
  }
}

/** Single papers of arXiv: `GET /api/query?id_list=`, within arXiv's rate limit. */
export function createArxiv({ endpoint, version, wait, ...rest }: ArxivOptions): PaperLookUp {
  const { clock } = rest
  const http = createSourceHttp({
    ...rest,
    // Retries count as requests too.
    wait: (ms, signal) => wait(Math.max(ms, REQUEST_INTERVAL_MS), signal),
    name: NAME,
    headers: { 'user-agent': `paper-round/${version}`, accept: 'application/atom+xml' },
    parse: parseXml,
  })
  const mutex = createKeyedMutex()
  let waiting = 0
  let freeAt = 0

  async function ask(id: string, signal: AbortSignal) {
    signal.throwIfAborted()
    const ms = freeAt - clock.now()
    if (ms > 0) await wait(ms, signal)
    const url = new URL(`${endpoint}/api/query`)
    url.searchParams.set('id_list', id)
    const answer = await http.get(url, signal).finally(() => {
      freeAt = clock.now() + REQUEST_INTERVAL_MS
    })
    if (answer.kind === 'read') return readFeed(answer.body, id)
    // Its answer to an id that it considers invalid.
    if (answer.status === 400) return undefined
    throw new SourceError(`${NAME} ${answered(answer.status)}`)
  }

  return {
    name: NAME,
    async find(id, signal) {
      if (waiting >= MAX_WAITING) {
        throw new SourceError(`${NAME} is asked for several papers already, and takes one every 3 s`)
      }
      waiting++
      try {
        // An aborted look-up doesn't wait for its turn in the queue.
        return await unlessAborted(
          mutex.runExclusive(NAME, () => ask(id, signal)),
          signal,
        )
      } finally {
        waiting--
      }
    },
  }
}
