import { thisProcess } from '../composition/process.ts'
import { sealerOf } from '../composition/sealing.ts'
import { createForgetAddress } from '../email/forget-address.ts'
import { EMAIL } from '../ports/email-addresses.ts'
import type { ForgottenPerson, ForgottenWorkspace, WorkspaceId } from '../ports/personal-data.ts'
import type { Store } from '../ports/store.ts'
import { openPeople } from '../privacy/people-keys.ts'
import { plural } from '../text/format.ts'
import { openAddresses } from './email.ts'
import { print } from './output.ts'
import type { UserId } from './personal-ids.ts'
import { withStore } from './with-store.ts'

const BACKUPS = 'Earlier backups still have it: delete them, or run this again after restoring one.'

/**
 * Removes what is stored about a workspace, also while the bot runs, and prints how much.
 * @throws ConfigError, StoreError, OutputError, and Error while something is being sent to it
 */
export async function printForgottenWorkspace(
  workspace: WorkspaceId,
  options: { json?: boolean },
): Promise<void> {
  const { result } = await withStore(async ({ store }) => {
    await refuseWhileSending(store, workspace)
    return store.personalData.forgetWorkspace(workspace)
  })
  const text = isNothing(result)
    ? `Nothing is stored about ${workspace}.`
    : `Removed what was stored about ${workspace}: ${workspaceText(result)}.\n${BACKUPS}`
  await print(`${options.json ? JSON.stringify({ workspace, removed: result }) : text}\n`)
}

/** Otherwise what is being sent would be posted without a record. Sending takes only a moment. */
export async function refuseWhileSending({ personalData }: Store, workspace: WorkspaceId): Promise<void> {
  const sending = await personalData.sendingTo(workspace, thisProcess.clock.now())
  if (sending === 0) return
  const what = sending === 1 ? '1 digest is' : `${sending} digests are`
  throw new Error(`${what} being sent to ${workspace} right now; try again in a minute`)
}

/**
 * Replaces a person by "someone" wherever they are stored, also while the bot runs, and prints how often. Exit code 1 if some changes
 * can't be searched because an earlier key is missing in SECRET_KEY.
 * @throws ConfigError, StoreError, OutputError
 */
export async function printForgottenPerson(user: UserId, options: { json?: boolean }): Promise<void> {
  if (user.platform === EMAIL) return printForgottenAddress(user, options)
  const { result } = await withStore(async ({ env, store }) => {
    const people = await openPeople(store.keyValues, sealerOf(env))
    const { platform, workspace, personId } = user
    const hashes = people.hashesOf(platform, personId)
    const forgotten = await store.personalData.forgetPerson({ platform, workspace, personId, hashes })
    return { forgotten, lostKeys: people.lostKeys }
  })
  const { forgotten, lostKeys } = result
  const lines = [
    isNothing(forgotten)
      ? `Nothing is stored about ${user.text}.`
      : `${user.text} is now “someone” in ${personText(forgotten)}.\n${BACKUPS}`,
    ...(lostKeys > 0
      ? [
          'Changes that were recorded with an earlier SECRET_KEY could not be searched. Add that key to SECRET_KEY after a comma, and run this again.',
        ]
      : []),
  ]
  const data = { user: user.text, removed: forgotten, complete: lostKeys === 0 }
  await print(`${options.json ? JSON.stringify(data) : lines.join('\n')}\n`)
  if (lostKeys > 0) process.exitCode = 1
}

/** A person on this platform is an address. */
async function printForgottenAddress({ text, personId }: UserId, options: { json?: boolean }): Promise<void> {
  const { result } = await withStore(async ({ env, store }) => {
    const addresses = await openAddresses(env, store)
    const channel = await addresses.channelOf(personId)
    if (!channel) return undefined
    return createForgetAddress({ ...store, addresses, clock: thisProcess.clock })(channel)
  })
  const said = result
    ? `Removed what was stored about ${text}: ${workspaceText(result)}.\n${BACKUPS}`
    : `Nothing is stored about ${text}.`
  await print(`${options.json ? JSON.stringify({ user: text, removed: result ?? {} }) : said}\n`)
}

const isNothing = (counts: Record<keyof ForgottenPerson, number> | ForgottenWorkspace): boolean =>
  Object.values(counts).every(count => count === 0)

const listOf = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => plural(count, what))
    .join(', ')

const workspaceText = (counts: ForgottenWorkspace): string =>
  listOf([
    [counts.channels, 'channel'],
    [counts.subscriptions, 'subscription'],
    [counts.deliveries, 'digest'],
    [counts.changes, 'recorded change'],
    [counts.installations, 'installation'],
    [counts.webhooks, 'webhook'],
    [counts.suspensions, 'suspension'],
    [counts.addresses, 'address'],
    [counts.facts, 'other fact'],
  ])

const personText = (counts: ForgottenPerson): string =>
  listOf([
    [counts.changes, 'recorded change'],
    [counts.subscriptions, 'subscription'],
    [counts.pauses, 'pause'],
    [counts.posts, 'posted paper'],
  ])
