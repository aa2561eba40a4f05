import { CHANGERS, type Changers } from '../channels/changers.ts'
import { type ChannelId, workspaceOf } from '../channels/channel-id.ts'
import type { Field, FilledForm } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import { ephemeralReply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'

const CHANGERS_NAMES: Record<Changers, string> = {
  members: 'Members, but not guests',
  admins: 'Admins only',
}

/** The field of the settings form. */
const FIELD = 'changers'

const keyOf = (channel: ChannelId): string => `changers ${workspaceOf(channel)}`

export async function readChangers(keyValues: KeyValueStore, channel: ChannelId): Promise<Changers> {
  const stored = await keyValues.get(keyOf(channel))
  return CHANGERS.find(each => each === stored) ?? 'members'
}

export const saveChangers = (
  keyValues: KeyValueStore,
  channel: ChannelId,
  changers: Changers,
): Promise<void> => keyValues.set(keyOf(channel), changers)

/** What it was set to, in a list of changes. */
export const changersText = (changers: Changers): string =>
  `who may change channels: ${CHANGERS_NAMES[changers].toLowerCase()}`

/** The setting as a field of a form. */
export const changersField = (changers: Changers): Field => ({
  name: FIELD,
  label: 'Who may change this in all channels of the workspace',
  kind: 'one',
  value: changers,
  options: CHANGERS.map(value => ({ label: CHANGERS_NAMES[value], value })),
})

/** What a submitted form sets it to, if anything. */
export const changersIn = (form: FilledForm): Changers | undefined =>
  CHANGERS.find(each => each === form[FIELD]?.[0])

type Asker = Pick<Request, 'mayChange' | 'role'>

/** Whether someone may change what a channel receives. A platform that doesn't tell roles leaves it to all members. */
export function mayChange({ mayChange: isAllowed, role }: Asker, changers: Changers): boolean {
  if (!isAllowed || role === undefined) return isAllowed
  return changers === 'admins' ? role === 'admin' : role !== 'guest'
}

/** Why they may not; undefined where the platform's own permissions decide. */
export function refusalFor({ mayChange: isAllowed, role }: Asker, changers: Changers): Reply | undefined {
  if (!isAllowed || role === undefined) return undefined
  if (changers === 'members') {
    return ephemeralReply(
      'Guests and people of other organisations can’t change what this channel receives. Please ask a member of the workspace.',
    )
  }
  return ephemeralReply(
    'Only admins of this workspace can change what its channels receive. Please ask one of them.',
    ...(role === 'unknown'
      ? ['Slack did not say whether you are one. If this persists, the app needs the scope users:read.']
      : []),
  )
}
