import type { RequestListener } from 'node:http'
import type { webApi } from '@slack/bolt'
import type { Pause } from '../../src/lib/retry.ts'
import type { ChatParts } from '../../src/ports/platform.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { checkKeys, unreadableText } from '../../src/privacy/key-rotation.ts'
import type { Identity } from './identity.ts'
import { createInstallRoutes, INSTALL_PATH } from './install-routes.ts'
import { createInstallStates } from './install-state.ts'
import { createInstalledWorkspaces } from './installed-workspaces.ts'
import { createOAuth, type OAuthOptions } from './oauth.ts'
import { createRenewTokens } from './renew-tokens.ts'
import { createEndInstallation, parseEnd } from './uninstalled.ts'
import type { WorkspaceBot } from './workspace-bot.ts'
import type { Workspaces } from './workspaces.ts'

export interface ManyWorkspaces {
  workspaces: Workspaces
  /** The pages for installing. */
  routes: Readonly<Record<`GET /${string}`, RequestListener>>
  /** Handles an event that ends an installation; undefined for other requests. */
  endInstallation: (body: object) => Promise<void> | undefined
  /** What somebody is answered whose workspace hasn't installed the app, such as after its token was lost. */
  answerStranger: (body: object) => object | undefined
}

/** The app in as many workspaces as install it. @throws TypeError without a key */
export function createManyWorkspaces(
  deps: ChatParts & {
    oauth: OAuthOptions
    apiUrl: string
    clientWith: (token: string) => webApi.WebClient
    createBot: (
      client: webApi.WebClient,
      identity: Identity,
      onRefusal: (code: string) => void,
    ) => WorkspaceBot
    now: () => number
    pause?: Pause | undefined
  },
): ManyWorkspaces {
  const { installing, keyValues, now, log } = deps
  if (!installing) throw new TypeError('tokens of workspaces need a key')
  const { installations, sealer, publicUrl } = installing
  const oauth = createOAuth(deps.oauth, deps)
  const installUrl = `${publicUrl}${INSTALL_PATH}`

  async function reportKeys(): Promise<void> {
    const report = await checkKeys(installations, sealer)
    const text = unreadableText(report)
    if (text === undefined) return
    if (report.unreadable.length === report.count) throw new RefusedError(text)
    log.error({ workspaces: report.unreadable }, text)
  }

  const installed = createInstalledWorkspaces({
    ...deps,
    ...installing,
    tokens: createRenewTokens({ ...deps, ...installing, oauth }),
    createBot: (token, identity, onRefusal) => deps.createBot(deps.clientWith(token), identity, onRefusal),
    check: oauth.check,
    installUrl,
  })
  const end = createEndInstallation({ ...installed, installations })

  return {
    workspaces: {
      ...installed,
      async start() {
        await reportKeys()
        return installed.start()
      },
    },
    routes: createInstallRoutes({
      ...deps,
      ...installing,
      oauth,
      states: createInstallStates({ secret: deps.oauth.stateSecret, keyValues, now }),
      async installed(scope) {
        await deps.accessRestored(scope)
        deps.reconnected()
      },
    }),
    endInstallation(body) {
      const ended = parseEnd(body)
      return ended && end(ended)
    },
    answerStranger: body =>
      'command' in body
        ? {
            response_type: 'ephemeral',
            text: `Paper Round can’t act in this workspace at the moment. If that lasts, install it again: ${installUrl}`,
          }
        : undefined,
  }
}
