import { startWorker } from '../shared/start-worker.ts'
import type { Batch } from './read-papers.ts'

export type FromReader =
  | ({ kind: 'lines' } & Batch)
  | { kind: 'end' }
  | { kind: 'failed'; code: string | undefined; message: string }

/** How many batches the thread may read ahead, so that it works while the database does. */
const READ_AHEAD = 8

/**
 * `readPapers` in a worker thread, because unpacking, parsing and cleaning papers takes as long as writing them. Errors have the
 * same code and message.
 */
export async function* readInThread(file: {
  path: string
  isGzip: boolean
  lastDay: string
}): AsyncGenerator<Batch> {
  const worker = startWorker('reader-worker', import.meta.url, file)
  const arrived: FromReader[] = []
  let wake = () => {}
  worker.on('message', (message: FromReader) => {
    arrived.push(message)
    wake()
  })
  worker.on('error', error => {
    arrived.push({ kind: 'failed', code: undefined, message: error.message })
    wake()
  })
  try {
    for (let credit = 0; credit < READ_AHEAD; credit++) worker.postMessage('more')
    for (;;) {
      const message = arrived.shift()
      if (message === undefined) await new Promise<void>(resolve => (wake = resolve))
      else if (message.kind === 'end') return
      else if (message.kind === 'failed')
        throw Object.assign(new Error(message.message), { code: message.code })
      else {
        worker.postMessage('more')
        yield message
      }
    }
  } finally {
    await worker.terminate()
  }
}
