/** What `init` asks a person on a terminal. Each rejects with `InterruptedError` on Ctrl+C. */
export interface Prompts {
  choose<Value>(question: string, choices: readonly { name: string; value: Value }[]): Promise<Value>
  /** What is typed isn't shown. @param check resolves with what is wrong, if something is; then the person tries again */
  secret(question: string, check: (typed: string) => Promise<string | undefined>): Promise<string>
  text(question: string, check: (typed: string) => string | undefined): Promise<string>
  confirm(question: string): Promise<boolean>
}

/** A person pressed Ctrl+C. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

async function orInterrupted<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw new InterruptedError('stopped; nothing was written', { cause: error })
    }
    throw error
  }
}

/** Asks on this process's terminal. */
export async function createPrompts(): Promise<Prompts> {
  const [{ default: confirm }, { default: input }, { default: password }, { default: select }] =
    await Promise.all([
      import('@inquirer/confirm'),
      import('@inquirer/input'),
      import('@inquirer/password'),
      import('@inquirer/select'),
    ])
  return {
    choose: (message, choices) => orInterrupted(select({ message, choices })),
    secret: (message, check) =>
      orInterrupted(
        password({
          message,
          toggleMask: false,
          validate: async typed => (await check(typed.trim())) ?? true,
        }),
      ).then(typed => typed.trim()),
    text: (message, check) =>
      orInterrupted(input({ message, validate: typed => check(typed.trim()) ?? true })).then(typed =>
        typed.trim(),
      ),
    confirm: message => orInterrupted(confirm({ message, default: false })),
  }
}
