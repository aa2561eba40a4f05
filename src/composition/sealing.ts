import { urlOf } from '../../adapters/web/listen.ts'
import type { Env } from '../../config/schema.ts'
import { createSealer, type Sealer } from '../lib/sealed.ts'
import type { Installing } from '../ports/platform.ts'
import type { Store } from '../ports/store.ts'

/** Encrypts with the first key of the settings; undefined if they have none. */
export function sealerOf({ SECRET_KEY: keys = [] }: Env): Sealer | undefined {
  const [first, ...rest] = keys
  return first && createSealer([first, ...rest])
}

/** What workspaces that install the bot are stored with, if there is a key. */
export function installingWith(env: Env, { installations }: Store): Installing | undefined {
  const sealer = sealerOf(env)
  const publicUrl = env.PUBLIC_URL ?? urlOf(env.HOST, env.PORT)
  return sealer && { installations, sealer, publicUrl }
}
