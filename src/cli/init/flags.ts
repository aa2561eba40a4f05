import type { Platform } from '../../ports/platform.ts'

/** The flag that sets a variable: `SLACK_APP_TOKEN` → `--slack-app-token`. */
export const flagOf = (variable: string): string => `--${variable.toLowerCase().replaceAll('_', '-')}`

/** The name under which the command line's parser returns a flag: `slackAppToken`. */
const optionOf = (variable: string): string =>
  variable.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The variables that flags set, by name. */
export const variablesOf = (
  platforms: readonly Platform[],
  options: Readonly<Record<string, unknown>>,
): Record<string, string> =>
  Object.fromEntries(
    tokenVariables(platforms).flatMap(variable => {
      const value = options[optionOf(variable)]
      return typeof value === 'string' ? [[variable, value.trim()]] : []
    }),
  )

/** The variables of all tokens that `init` can be given. */
export const tokenVariables = (platforms: readonly Platform[]): readonly string[] =>
  platforms.flatMap(({ guided }) => guided?.variables ?? [])
