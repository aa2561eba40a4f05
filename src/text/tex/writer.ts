/** How far back the converter looks at its output, in UTF-16 code units: more than any URL or path that it must recognise. */
const TAIL_LENGTH = 200

/** Collects text, and gives access to its end without joining all of it each time. */
export interface Writer {
  write(text: string): void
  /** At most the last 200 code units. */
  tail(): string
  /** Removes white space and ties at the end. */
  trim(): void
  text(): string
}

export function createWriter(): Writer {
  const parts: string[] = []
  let tail = ''

  const endOf = (text: string) => text.slice(-TAIL_LENGTH)

  return {
    write(text) {
      if (text === '') return
      parts.push(text)
      tail = endOf(tail + endOf(text))
    },
    tail: () => tail,
    trim() {
      if (!/[\s~]$/.test(tail)) return
      for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
        const trimmed = last.replace(/(?<![\s~])[\s~]+$/, '')
        if (trimmed === '') continue
        parts.push(trimmed)
        break
      }
      tail = ''
      for (let index = parts.length - 1; index >= 0 && tail.length < TAIL_LENGTH; index--) {
        tail = endOf(endOf(parts[index] ?? '') + tail)
      }
    },
    text: () => parts.join(''),
  }
}
