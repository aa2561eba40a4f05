import { TooBroadError } from '../ports/paper-index.ts'

/**
 * Waits for several queries to the index, which may answer them together, much faster than one after the other.
 * @returns the answers up to the first query that the index had no time for
 */
export async function askAll<Answer>(questions: readonly Promise<Answer>[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const outcome of await Promise.allSettled(questions)) {
    if (outcome.status === 'fulfilled') answers.push(outcome.value)
    else if (outcome.reason instanceof TooBroadError) return answers
    else throw outcome.reason
  }
  return answers
}
