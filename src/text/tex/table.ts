/** Parses `name value name value …`, so that tables of hundreds of short entries stay readable. */
export function table(source: string): Map<string, string> {
  const words = source.trim().split(/\s+/)
  const entries = new Map<string, string>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    entries.set(words[index] ?? '', words[index + 1] ?? '')
  }
  return entries
}
