import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FileLine } from '../../src/collecting/import.ts'
import { linesOf } from './lines.ts'
import { readLine } from './paper-line.ts'

/** So much is read at once, bytes: some forty papers, so that others have their turn often. */
const CHUNK = 64 * 1024

export interface Batch {
  lines: FileLine[]
  /** How much of the file, as it lies there, has been read, bytes. */
  read: number
}

/** Reads a file with a paper a line to its end, some lines at a time. Throws what the file system or gzip does. */
export async function* readPapers(file: {
  path: string
  isGzip: boolean
  lastDay: string
}): AsyncGenerator<Batch> {
  const stream = createReadStream(file.path, { highWaterMark: CHUNK })
  // What fails on the way ends the reading too, which throws it.
  const bytes = file.isGzip ? pipeline(stream, createGunzip({ chunkSize: CHUNK }), () => {}) : stream
  try {
    for await (const lines of linesOf(bytes)) {
      yield { lines: lines.map(line => readLine(line, file.lastDay)), read: stream.bytesRead }
    }
  } finally {
    stream.destroy()
  }
}
