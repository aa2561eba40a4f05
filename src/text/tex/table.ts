/** Reads `name value name value …`, so that a table of hundreds of short entries stays one that can be read. */
export function table(source: string): Map<string, string> {
  const words = source.trim().split(/\s+/)
  const entries = new Map<string, string>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    entries.set(words[index] ?? '', words[index + 1] ?? '')
  }
  return entries
}
