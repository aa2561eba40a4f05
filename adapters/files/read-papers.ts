import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FileLine } from '../../src/collecting/import.ts'
import { indexEntryOf } from '../../src/search/index-entry.ts'
import { linesOf } from './lines.ts'
import { readLine } from './paper-line.ts'

/** How much is read at once, bytes: some forty papers, so that batches stay small. */
const CHUNK = 64 * 1024

export interface Batch {
  lines: FileLine[]
  /** How much of the file (compressed, if it is) has been read so far, bytes. */
  read: number
}

/** Reads a file with one paper per line in batches of lines, each paper with its entry for the index. Throws the errors of the file system and of gzip. */
export async function* readPapers(file: {
  path: string
  isGzip: boolean
  lastDay: string
}): AsyncGenerator<Batch> {
  const stream = createReadStream(file.path, { highWaterMark: CHUNK })
  // The callback may ignore errors: the loop below throws them too.
  const bytes = file.isGzip ? pipeline(stream, createGunzip({ chunkSize: CHUNK }), () => {}) : stream
  try {
    for await (const lines of linesOf(bytes)) {
      yield { lines: lines.map(line => prepare(readLine(line, file.lastDay))), read: stream.bytesRead }
    }
  } finally {
    stream.destroy()
  }
}

const prepare = (line: FileLine): FileLine =>
  line.kind === 'paper' ? { kind: 'paper', paper: { ...line.paper, entry: indexEntryOf(line.paper) } } : line
