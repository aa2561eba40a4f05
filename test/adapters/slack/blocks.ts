import { slackRules } from '../../fakes/slack/inspect.ts'
import { validatorsAreThere } from '../../fakes/validators.ts'

/** Every object in a value, outermost first. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [Object.fromEntries(Object.entries(value)), ...Object.values(value).flatMap(objectsIn)]
}

/** All texts of one type in blocks. */
export const textsIn = (blocks: unknown, type: string): string[] =>
  objectsIn(blocks).flatMap(object =>
    object.type === type && typeof object.text === 'string' ? [object.text] : [],
  )

/** Appended to the titles of tests that are skipped without Slack's validators. */
export const skippedNote = validatorsAreThere ? '' : ' (skipped: ../shared/validators is absent)'

/** Slack's errors and warnings about a message of `chat.postMessage`. */
export async function findingsIn(message: object): Promise<unknown[]> {
  const rules = await slackRules()
  return rules?.call('chat.postMessage', { channel: 'C0PAPERS01', ...message }) ?? []
}
