import { readEnvironment, setVariables } from '../src/lib/environment.ts'
import { misspeltVariables } from '../src/lib/misspelt-variables.ts'
import { ignoredProxy, type ProxySettings, proxyOf, withLowerCaseProxies } from '../src/lib/proxy.ts'
import type { Platform, PlatformSetup } from '../src/ports/platform.ts'
import { ConfigError } from './config-error.ts'
import { type Env, envSchema } from './schema.ts'

/** A platform that the environment sets up. */
export type ReadyPlatform = Extract<PlatformSetup, { kind: 'ready' }> & { platform: Platform }

/** A platform that only receives, and that the environment allows. */
export type ReadyPublisher = Extract<PlatformSetup, { kind: 'publisher' }> & { platform: Platform }

/** The settings of the process. */
export interface Configuration {
  env: Env
  /** The chat platforms that are set up; without any, Paper Round shows the preview. */
  chats: readonly ReadyPlatform[]
  /** The platforms that only receive. */
  publishers: readonly ReadyPublisher[]
  proxy: ProxySettings | undefined
  /** Sentences about variables that are probably misspelt names of ours. */
  warnings: readonly string[]
}

/**
 * Reads the environment, including the platforms' variables. An empty value counts as absent; other programs' variables are ignored.
 * @throws ConfigError with one line per problem: the variable, and what it should be. Values aren't repeated: they may be secret.
 */
export function readConfiguration(
  variables: Readonly<Record<string, string | undefined>>,
  platforms: readonly Platform[],
): Configuration {
  const given = withLowerCaseProxies(setVariables(variables))
  const core = readEnvironment(envSchema, given)
  const setups = platforms.map(platform => ({ platform, ...platform.configure(given) }))
  const problems = [
    ...(core.ok ? [] : core.problems),
    ...setups.flatMap(setup => (setup.kind === 'invalid' ? setup.problems : [])),
  ]
  const known = [...Object.keys(envSchema.shape), ...platforms.flatMap(platform => platform.variables)]
  const warnings = [
    ...misspeltVariables(given, [
      ...known,
      ...known.map(name => name.toLowerCase()).filter(name => name.endsWith('_proxy')),
    ]),
    ...ignoredProxy(given),
  ]
  if (!core.ok || problems.length > 0) throw new ConfigError([...problems, ...warnings])
  const chats = setups.filter(setup => setup.kind === 'ready')
  const publishers = setups.filter(setup => setup.kind === 'publisher')
  return { env: core.values, chats, publishers, proxy: proxyOf(given), warnings }
}
