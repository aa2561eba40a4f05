/** The figure that this share of all are smaller than: 0.99 for the 99th percentile. NaN where there are none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (figures: readonly number[]): number => percentile(figures, 0.5)

/** The CPU time of some work, ms. Unlike elapsed time it doesn't depend on what else the machine does. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/**
 * Alternates between two measurements, so that a machine whose speed drifts is fair to both; the first round isn't counted.
 * @returns the medians of both
 */
export async function compare(
  rounds: number,
  ours: () => number | Promise<number>,
  bare: () => number | Promise<number>,
): Promise<{ ours: number; bare: number }> {
  const figures = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    const [a, b] = [await ours(), await bare()]
    if (round === 0) continue
    figures.ours.push(a)
    figures.bare.push(b)
  }
  return { ours: median(figures.ours), bare: median(figures.bare) }
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** One line of a report: our figure, the bare one, their ratio, and the goal if there is one. */
export function row(
  what: string,
  { ours, bare, unit, goal = '' }: { ours: number; bare: number; unit: string; goal?: string },
): string {
  const ratio = (ours / bare).toFixed(2)
  const figures = `${number.format(ours).padStart(9)} ${number.format(bare).padStart(9)}  ${unit.padEnd(9)}`
  return `${what.padEnd(58)} ${figures} ${ratio.padStart(6)}  ${goal}`
}

export const HEADING = `${''.padEnd(58)} ${'ours'.padStart(9)} ${'bare'.padStart(9)}  ${''.padEnd(9)} ${'ratio'.padStart(6)}  goal`
