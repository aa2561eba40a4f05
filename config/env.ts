import { combinationProblems } from './combinations.ts'
import { ConfigError } from './config-error.ts'
import { type Env, envSchema } from './schema.ts'

/**
 * Parses the environment. An empty value counts as absent; other programs' variables are ignored.
 * @throws ConfigError with one line per problem: the variable, and what it should be. Values aren't repeated: they may be secret.
 */
export function parseEnv(env: Record<string, string | undefined>): Env {
  const given = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []))
  const parsed = envSchema.safeParse(Object.fromEntries(given))
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`))
  }
  const problems = combinationProblems(parsed.data)
  if (problems.length > 0) throw new ConfigError(problems)
  return parsed.data
}
