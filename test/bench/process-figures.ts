import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system knows about a process. Asking the process itself would disturb it. */

/** Resident memory, bytes. */
export function residentMemory({ pid }: ChildProcess): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kib) * 1024
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10

/** The processor time that it has taken, all threads, ms; see proc_pid_stat(5). */
export function processorMs({ pid }: ChildProcess): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/)
  const [user, system] = fields.split(' ').slice(11, 13).map(Number)
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) * TICK_MS
}
