import type { Chat } from '../../src/ports/chat.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { INTERACTIONS_PATH } from './endpoint.ts'
import { TOKEN_REFUSED } from './error-codes.ts'
import { reasonOf, verdictOf } from './errors.ts'
import type { Application, PostClient } from './post-client.ts'

const INFORMATION = "the application's General Information page at discord.com/developers/applications"

const KEY_REFUSED = `DISCORD_PUBLIC_KEY is not the public key of DISCORD_TOKEN's application. Copy it again from ${INFORMATION}.`

/** The token's user and application. */
export interface Identity {
  user: { id: string; username: string }
  application: Application
}

/**
 * Asks Discord whose the token is.
 * @param publicKey hexadecimal, if interactions come over HTTP
 * @throws RefusedError when the token is refused, or the key isn't its application's
 */
export async function identify(
  client: PostClient,
  publicKey: string | undefined,
  signal: AbortSignal,
): Promise<Identity> {
  try {
    const user = await client.me(signal)
    const application = await client.application(signal)
    if (publicKey && application.publicKey !== publicKey) throw new RefusedError(KEY_REFUSED)
    return { user, application }
  } catch (error) {
    if (error instanceof RefusedError) throw error
    const verdict = verdictOf(error)
    if (verdict.kind === 'dead' && verdict.scope === 'platform')
      throw new RefusedError(TOKEN_REFUSED, { cause: error })
    throw error
  }
}

/** What to do where Discord doesn't send interactions to where we expect them; undefined if all is well. */
export function endpointAdvice(
  { endpointUrl }: Application,
  publicKey: string | undefined,
): string | undefined {
  if (!publicKey) {
    return (
      endpointUrl &&
      `Discord sends no commands by the gateway, because the application has an Interactions Endpoint URL (${endpointUrl}). Set DISCORD_PUBLIC_KEY to take them there, or clear that field on ${INFORMATION}.`
    )
  }
  const wanted = `the bot's public address with ${INTERACTIONS_PATH}, such as https://papers.example.com${INTERACTIONS_PATH}`
  if (!endpointUrl) {
    return `Discord sends no commands here yet. While the bot runs, enter as Interactions Endpoint URL on ${INFORMATION}: ${wanted}.`
  }
  return endpointUrl.endsWith(INTERACTIONS_PATH)
    ? undefined
    : `Discord sends commands to ${endpointUrl}. Unless a proxy passes that on to ${INTERACTIONS_PATH}, enter as Interactions Endpoint URL on ${INFORMATION}: ${wanted}.`
}

/** Checks the token as `start` does, and where Discord sends interactions, without opening the gateway. */
export const createCheck =
  (client: PostClient, publicKey: string | undefined): NonNullable<Chat['check']> =>
  async signal => {
    try {
      const { application } = await identify(client, publicKey, signal)
      const advice = endpointAdvice(application, publicKey)
      return advice ? [advice] : []
    } catch (error) {
      if (error instanceof RefusedError) throw error
      throw new Error(reasonOf(error), { cause: error })
    }
  }
