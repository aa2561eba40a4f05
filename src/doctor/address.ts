import { messageOf } from '../lib/errors.ts'
import { type Finding, fault, ok } from './check.ts'

/** Where the web server listens. */
export interface Address {
  url: string
  /** Whether a bot answers there. */
  answers(): Promise<boolean>
  /** Rejects with what `start` would reject with where it can't listen there. */
  tryListening(): Promise<void>
}

/** Whether the bot can listen on its address, or does already. @param isRunning a bot is running on this database */
export async function checkAddress(
  { url, answers, tryListening }: Address,
  isRunning: boolean,
): Promise<Finding> {
  if (isRunning && (await answers())) return ok('address', `The bot answers at ${url}.`)
  try {
    await tryListening()
    return ok('address', `${url} is free for the bot's pages.`)
  } catch (error) {
    return fault('address', messageOf(error))
  }
}
