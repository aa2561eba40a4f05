/** Counts what a platform allows, as it does: so many requests in so long a time. */
export interface Allowance {
  /** How long one has to wait, ms; 0 where the request counts. */
  take(key: string, now: number): number
}

export function createAllowance(count: number, perMs: number): Allowance {
  const taken = new Map<string, number[]>()
  return {
    take(key, now) {
      const times = (taken.get(key) ?? []).filter(at => at > now - perMs)
      taken.set(key, times)
      const [oldest] = times
      if (times.length >= count && oldest !== undefined) return oldest + perMs - now
      times.push(now)
      return 0
    },
  }
}
