import { writeSync } from 'node:fs'

const STDERR = 2
const NEWLINE = 10

/** A slow reader of our pipe is waited for, in steps of this many ms. */
const STEP_MS = 5
const STEPS = 20

export interface Destination {
  write(line: string): void
}

/** How bytes are written; tests have their own. */
export interface Output {
  /** Writes bytes at once, perhaps not all of them, and returns how many. Throws as `fs.writeSync` does. */
  write(bytes: Uint8Array): number
  /** Blocks this process. */
  pause(ms: number): void
}

const standardError: Output = {
  write: bytes => writeSync(STDERR, bytes),
  pause: ms => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/**
 * Where log lines go: standard error. Writes are synchronous, so that no line is lost at exit, and never throw: a full disk or a closed
 * pipe must not end the bot. Lines that can't be written are counted, and reported once a line can be written again.
 * @param describeLoss the line that reports how many were lost and why
 */
export function createDestination(
  describeLoss: (lines: number, reason: string) => string,
  { write, pause }: Output = standardError,
): Destination {
  let lost = 0
  let reason = ''
  /** A line was cut off, so the next one begins on a line of its own. */
  let isCutOff = false

  /** Writes something, or waits a moment for a full pipe. While lines are being lost it doesn't wait: it would block the bot. */
  function writeSome(bytes: Uint8Array): number {
    for (let steps = lost > 0 ? STEPS : 0; ; steps++) {
      try {
        return write(bytes)
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN' || steps >= STEPS) throw error
        pause(STEP_MS)
      }
    }
  }

  /** @returns whether all of it was written */
  function tryWriting(text: string): boolean {
    const bytes = Buffer.from(isCutOff ? `\n${text}` : text)
    let written = 0
    try {
      while (written < bytes.length) written += writeSome(bytes.subarray(written))
      isCutOff = false
      return true
    } catch (error) {
      if (written > 0) isCutOff = bytes[written - 1] !== NEWLINE
      reason = codeOf(error)
      return false
    }
  }

  return {
    write(line) {
      if (lost > 0 && tryWriting(describeLoss(lost, reason))) lost = 0
      if (lost > 0 || !tryWriting(line)) lost++
    },
  }
}
