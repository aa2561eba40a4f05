import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { readPapers } from './read-papers.ts'
import type { FromReader } from './reader.ts'

/** The worker thread of reader.ts. Each message that it receives is a credit to send one more batch. */

const jobSchema = z.object({ path: z.string(), isGzip: z.boolean(), lastDay: z.string() })

async function work(): Promise<void> {
  if (!parentPort) throw new Error('this file runs as a worker only')
  const port = parentPort
  const send = (message: FromReader) => port.postMessage(message)
  let credit = 0
  let wake = () => {}
  port.on('message', () => {
    credit++
    wake()
  })
  try {
    for await (const batch of readPapers(jobSchema.parse(workerData))) {
      while (credit === 0) await new Promise<void>(resolve => (wake = resolve))
      credit--
      send({ kind: 'lines', ...batch })
    }
    send({ kind: 'end' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    send({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) })
  } finally {
    port.close()
  }
}

await work()
