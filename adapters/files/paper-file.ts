import { type FileHandle, open } from 'node:fs/promises'
import type { FileLine } from '../../src/collecting/import.ts'
import { fileReason } from '../../src/lib/file-reasons.ts'
import { FileError } from '../../src/ports/file-error.ts'
import { readInThread } from './reader.ts'

export interface PaperFile {
  /** The size of the file (compressed, if it is), bytes. */
  size: number
  /** How many of these bytes have been read so far. */
  read(): number
  /** Reads it in batches of lines; call it once. @throws FileError where it can't be read to its end */
  lines(): AsyncIterable<FileLine[]>
}

const GZIP_MAGIC = [0x1f, 0x8b]

async function inspect(file: FileHandle): Promise<{ size: number; isGzip: boolean }> {
  const stat = await file.stat()
  if (stat.isDirectory()) throw new Error('it is a folder')
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return { size: stat.size, isGzip: buffer.equals(Buffer.from(GZIP_MAGIC)) }
}

/**
 * Opens a file with one paper per line. Its first bytes show whether it is in gzip.
 * @param lastDay the latest day to accept, YYYY-MM-DD
 * @throws FileError where it can't be read
 */
export async function openPaperFile(path: string, lastDay: string): Promise<PaperFile> {
  const unreadable = (cause: unknown) =>
    new FileError(`The file ${path} can't be read: ${fileReason(cause, GZIP_REASONS)}.`, { cause })
  let kind: Awaited<ReturnType<typeof inspect>>
  try {
    const file = await open(path)
    try {
      kind = await inspect(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(error)
  }
  let read = 0
  return {
    size: kind.size,
    read: () => read,
    async *lines() {
      try {
        for await (const batch of readInThread({ path, isGzip: kind.isGzip, lastDay })) {
          read = batch.read
          yield batch.lines
        }
      } catch (error) {
        throw unreadable(error)
      }
    },
  }
}

const GZIP_REASONS: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'it ends too early; perhaps it was not copied whole',
  Z_DATA_ERROR: 'its compression is damaged; perhaps it was not copied whole',
}
