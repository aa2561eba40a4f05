/** Enforces a platform's limit: so many requests in so many ms. */
export interface Allowance {
  /** @returns 0 if the request is allowed, else how long to wait, ms */
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
