import { z } from 'zod'
import type { Finding } from '../../src/doctor/check.ts'
import { runCommandLine } from '../fixtures/command-line.ts'

/** What doctor found: data for programs, and everything that it printed. */
export interface Diagnosis {
  code: number | null
  findings: Finding[]
  output: string
}

const findingsSchema = z.array(
  z.strictObject({ what: z.string(), state: z.enum(['ok', 'warning', 'fault']), text: z.string() }),
)

/** Runs `doctor --json`, which prints its findings whatever is wrong. @param options.runner see `runCommandLine` */
export async function runDoctor(
  cwd: string,
  env: Record<string, string>,
  options: { runner?: readonly string[] } = {},
): Promise<Diagnosis> {
  const { code, stdout, stderr } = await runCommandLine(['doctor', '--json'], { cwd, env, ...options })
  return { code, findings: findingsSchema.parse(JSON.parse(stdout)), output: stdout + stderr }
}
