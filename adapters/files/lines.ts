/** Longer lines can't be papers, characters; the longest known abstract has 3,488. */
const MAX_LINE_LENGTH = 1_000_000

export interface Line {
  /** Counted from 1. */
  number: number
  /** Undefined where the line is too long. */
  text: string | undefined
}

/** Splits a stream of UTF-8 into batches of lines, without blank ones. Buffers at most one chunk and one line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  let isTooLong = false

  function lineOf(text: string): Line[] {
    number++
    const whole = isTooLong || text.length > MAX_LINE_LENGTH ? undefined : text.trim()
    isTooLong = false
    return whole === '' ? [] : [{ number, text: whole }]
  }

  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > MAX_LINE_LENGTH) {
      isTooLong = true
      rest = ''
    }
    const lines = parts.flatMap(lineOf)
    if (lines.length > 0) yield lines
  }
  const last = lineOf(rest + decoder.decode())
  if (last.length > 0) yield last
}
