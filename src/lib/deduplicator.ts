/** Returns a function that says whether an id is new. It remembers the latest `limit` ids. */
export function createDeduplicator(limit: number): (id: string) => boolean {
  const seen = new Set<string>()
  return id => {
    if (seen.has(id)) return false
    seen.add(id)
    for (const oldest of seen) {
      if (seen.size <= limit) break
      seen.delete(oldest)
    }
    return true
  }
}
