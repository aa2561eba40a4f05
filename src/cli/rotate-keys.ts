import { ConfigError } from '../../config/config-error.ts'
import { sealerOf } from '../composition/sealing.ts'
import { LINK_KEYS } from '../email/links.ts'
import { type Rotation, rotateKeys } from '../privacy/key-rotation.ts'
import { openPeople } from '../privacy/people-keys.ts'
import { openStoredKeys } from '../privacy/stored-keys.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

const hasAny = ({ rotated, current, unreadable }: Rotation): boolean =>
  rotated + current + unreadable.length > 0

/**
 * Encrypts everything that SECRET_KEY encrypts with its first key, also while the bot runs, and prints the result. Exit code 1 if
 * something can't be read with any of the keys.
 * @throws ConfigError, StoreError, OutputError
 */
export async function printRotation(options: { json?: boolean }): Promise<void> {
  const { result } = await withStore(async ({ env, store, signal }) => {
    const sealer = sealerOf(env)
    if (!sealer) {
      throw new ConfigError([
        'SECRET_KEY: is missing; it should have the new key first and then the one before it, separated by a comma',
      ])
    }
    await openPeople(store.keyValues, sealer)
    await openStoredKeys(store.keyValues, LINK_KEYS, sealer)
    return {
      webhooks: await rotateKeys(store.webhooks, sealer, signal),
      addresses: await rotateKeys(store.emailAddresses, sealer, signal),
      installations: await rotateKeys(store.installations, sealer, signal),
    }
  })
  const { installations, webhooks, addresses } = result
  const unreadable = [installations, webhooks, addresses].flatMap(rotation => rotation.unreadable)
  const all = {
    'tokens of workspaces': installations,
    'addresses of webhooks': webhooks,
    'e-mail addresses': addresses,
  }
  const done = Object.entries(all)
    .filter(([, rotation]) => hasAny(rotation))
    .map(
      ([what, { rotated, current }]) =>
        `${what}: encrypted ${rotated} with the first key; ${current} already were`,
    )
  const lines = [
    ...(done.length > 0 ? done : ['No tokens and no addresses are stored.']),
    unreadable.length === 0
      ? 'The other keys can be taken out of SECRET_KEY once every replica runs with the new one first.'
      : `None of the keys opens those of ${unreadable.join(', ')}: keep all keys, and see paper-round doctor.`,
  ]
  await print(
    `${options.json ? JSON.stringify({ ...installations, ...(hasAny(webhooks) && { webhooks }), ...(hasAny(addresses) && { addresses }) }) : lines.join('\n')}\n`,
  )
  if (unreadable.length > 0) process.exitCode = 1
}
