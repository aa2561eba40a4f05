/** A line as long as this holds no paper; the longest abstract known has 3,488 characters. */
const MAX_LINE = 1_000_000

export interface Line {
  /** From 1. */
  number: number
  /** Undefined where it is too long to be one. */
  text: string | undefined
}

/** The lines of a stream of UTF-8 in which something stands, some at a time. Takes no more memory than the longest line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  let isTooLong = false

  function lineOf(text: string): Line[] {
    number++
    const whole = isTooLong || text.length > MAX_LINE ? undefined : text.trim()
    isTooLong = false
    return whole === '' ? [] : [{ number, text: whole }]
  }

  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > MAX_LINE) {
      isTooLong = true
      rest = ''
    }
    const lines = parts.flatMap(lineOf)
    if (lines.length > 0) yield lines
  }
  const last = lineOf(rest + decoder.decode())
  if (last.length > 0) yield last
}
