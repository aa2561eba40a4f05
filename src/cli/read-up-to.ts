import { closeSync, openSync, readSync } from 'node:fs'

/**
 * A file's bytes; undefined if there are more than `maxBytes`, because devices such as `/dev/zero` never end.
 * @throws as `node:fs` does
 */
export function readUpTo(file: string, maxBytes: number): Buffer | undefined {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(maxBytes + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(descriptor, bytes, length, bytes.length - length, null)
    }
    return length <= maxBytes ? bytes.subarray(0, length) : undefined
  } finally {
    closeSync(descriptor)
  }
}
