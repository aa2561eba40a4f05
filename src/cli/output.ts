import { fstatSync, writeSync } from 'node:fs'
import { messageOf } from '../lib/errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of its disk is used up',
  EFBIG: 'the file would be larger than allowed',
  EIO: 'the disk or the terminal behind it failed',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** What a person asked for can't be written to standard output; the message says why. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  /** The reader has closed the pipe, as `head -1` does, which isn't worth a message. */
  readonly isUnwanted: boolean

  constructor(cause: unknown) {
    const code = codeOf(cause)
    super(
      `the output can't be written: ${code in REASONS ? `${REASONS[code]} (${code})` : messageOf(cause)}`,
      {
        cause,
      },
    )
    this.isUnwanted = code === 'EPIPE'
  }
}

/** Node calls write only once for a file: what doesn't fit on a nearly full disk would be lost without an error. */
function writeToFile(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

/** Writes all of a text to standard output. @throws OutputError */
export async function print(text: string): Promise<void> {
  const { stdout } = process
  try {
    if (fstatSync(stdout.fd).isFile()) return writeToFile(stdout.fd, text)
    await new Promise<void>((resolve, reject) => {
      stdout.write(text, error => (error ? reject(error) : resolve()))
    })
  } catch (error) {
    throw new OutputError(error)
  }
}

/**
 * Keeps the process alive when an output can't be written: `print` reports what matters, and the work needn't end because a line of
 * progress was lost.
 */
export function surviveLostOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
}
