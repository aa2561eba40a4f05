import type { Terminal } from '../../../adapters/preview/describe-terminal.ts'
import type { Variables } from '../../lib/environment.ts'
import { messageOf } from '../../lib/errors.ts'
import type { CheckedToken, GuidedSetup, SetupStep, SetupToken } from '../../ports/guided-setup.ts'
import type { Platform } from '../../ports/platform.ts'
import { print } from '../output.ts'
import { flagOf } from './flags.ts'
import type { Prompts } from './prompts.ts'
import { showStep, wrapped } from './show-step.ts'

const WITHIN_MS = 20_000

/** A platform that a person has set up. */
export interface Connected {
  platform: Platform
  setup: GuidedSetup
  tokens: Variables
  workspace: string | undefined
}

/**
 * Gets the tokens of a platform: those that are known, and the others from a person, with what to do on the platform's pages. Each is
 * checked with the platform before the next.
 * @param known tokens that were given, or are in the settings already
 * @param prompts absent where nobody can be asked
 * @param missing called with what to say where one is missing and nobody can be asked
 * @throws Error where the platform refuses a token and nobody can be asked for another
 */
export async function askTokens(
  { platform, setup, known }: { platform: Platform; setup: GuidedSetup; known: Variables },
  {
    prompts,
    terminal,
    missing,
  }: { prompts: Prompts | undefined; terminal: Terminal; missing: (text: string) => never },
): Promise<Connected> {
  let steps = 0
  const show = (step: SetupStep): Promise<void> => {
    steps += 1
    return print(showStep(step, steps, terminal))
  }
  await print(`\n${platform.title}\n\n`)
  if (setup.tokens.some(({ variable }) => !known[variable])) await show(setup.create)

  const tokens: Record<string, string> = {}
  let workspace: string | undefined
  for (const token of setup.tokens) {
    const { value, checked } = (await tryKnown(token, known, prompts)) ?? (await ask(token))
    tokens[token.variable] = value
    workspace ??= checked.workspace
    await print(wrapped(`${token.variable}: ${checked.text}\n\n`, terminal))
    if (checked.next) await show(checked.next)
  }
  return { platform, setup, tokens, workspace }

  async function ask(token: SetupToken): Promise<{ value: string; checked: CheckedToken }> {
    await show(token.step(tokens))
    if (!prompts) {
      return missing(`${flagOf(token.variable)} is missing: the ${token.name} from step ${steps}`)
    }
    let checked: CheckedToken | undefined
    const value = await prompts.secret(`${token.name}:`, async typed => {
      const result = await check(token, typed, platform)
      if (typeof result === 'string') return wrapped(result, terminal)
      checked = result
      return undefined
    })
    if (!checked) throw new TypeError('a token was taken without a check')
    return { value, checked }
  }

  async function tryKnown(
    token: SetupToken,
    known: Variables,
    prompts: Prompts | undefined,
  ): Promise<{ value: string; checked: CheckedToken } | undefined> {
    const value = known[token.variable]
    if (!value) return undefined
    const checked = await check(token, value, platform)
    if (typeof checked !== 'string') return { value, checked }
    if (!prompts) throw new Error(checked)
    await print(wrapped(`${checked}\n\n`, terminal))
    return undefined
  }
}

/** What the platform says of a token, or what is wrong with it. */
async function check(token: SetupToken, value: string, platform: Platform): Promise<CheckedToken | string> {
  // The platform's own rules for what a token looks like; each problem begins with the variable's name.
  const setup = platform.configure({ [token.variable]: value })
  const problems = setup.kind === 'invalid' ? setup.problems : []
  const [ofForm] = problems.filter(problem => problem.startsWith(`${token.variable}: `))
  if (ofForm) return ofForm
  if (value === '') return `${token.variable} is empty.`
  try {
    return await token.check(value, AbortSignal.timeout(WITHIN_MS))
  } catch (error) {
    return messageOf(error)
  }
}
