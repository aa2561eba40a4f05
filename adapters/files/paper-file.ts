import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FileLine } from '../../src/archive/import.ts'
import { FileError, messageOf } from '../../src/errors.ts'
import { linesOf } from './lines.ts'
import { readLine } from './paper-line.ts'

export interface PaperFile {
  /** Of the file as it lies there, bytes. */
  size: number
  /** How many of them have been read. */
  read(): number
  /** Reads it once, some lines at a time. @throws FileError where it can't be read to its end */
  lines(): AsyncIterable<FileLine[]>
}

const GZIP_MAGIC = [0x1f, 0x8b]

/** So much is read at once, bytes: some forty papers, so that others have their turn often. */
const CHUNK = 64 * 1024

async function look(file: FileHandle): Promise<{ size: number; isGzip: boolean }> {
  const stat = await file.stat()
  if (stat.isDirectory()) throw new Error('it is a folder')
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return { size: stat.size, isGzip: buffer.equals(Buffer.from(GZIP_MAGIC)) }
}

/**
 * Opens a file with a paper a line, in gzip or not: its first bytes tell.
 * @param lastDay the latest day that a paper may be of, YYYY-MM-DD
 * @throws FileError where it can't be read
 */
export async function openPaperFile(path: string, lastDay: string): Promise<PaperFile> {
  const unreadable = (cause: unknown) =>
    new FileError(`The file ${path} can't be read: ${reasonOf(cause)}.`, { cause })
  let kind: Awaited<ReturnType<typeof look>>
  try {
    const file = await open(path)
    try {
      kind = await look(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(error)
  }
  const stream = createReadStream(path, { highWaterMark: CHUNK })
  return {
    size: kind.size,
    read: () => stream.bytesRead,
    async *lines() {
      // What fails on the way ends the reading too, which throws it.
      const bytes = kind.isGzip ? pipeline(stream, createGunzip({ chunkSize: CHUNK }), () => {}) : stream
      try {
        for await (const lines of linesOf(bytes)) yield lines.map(line => readLine(line, lastDay))
      } catch (error) {
        throw unreadable(error)
      } finally {
        stream.destroy()
      }
    },
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is none of this name',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  Z_BUF_ERROR: 'it ends too early; perhaps it was not copied whole',
  Z_DATA_ERROR: 'its compression is damaged; perhaps it was not copied whole',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? messageOf(error)
}
