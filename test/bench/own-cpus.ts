import { type ChildProcess, execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

const keepTo = (list: string, pid: number | undefined): void =>
  void execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(pid)])

/**
 * Keeps this process to one CPU and a bot to the others, because a platform's servers aren't on the bot's machine: otherwise Linux wakes us,
 * when an answer comes, on the CPU where the bot is still busy with the command, and we measure until that is done.
 * @returns whether it could; not on other systems, or with so few CPUs that the bot's own threads would share one
 */
export function separateCpus(bot: ChildProcess): boolean {
  const last = cpus().length - 1
  if (process.platform !== 'linux' || last < 2) return false
  try {
    keepTo('0', process.pid)
    keepTo(`1-${last}`, bot.pid)
    return true
  } catch {
    return false
  }
}
