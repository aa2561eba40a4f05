import { type ChannelId, workspaceOf } from '../channels/channel-id.ts'
import type { Field, FilledForm } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import { ephemeralReply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Change } from '../ports/audit.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'

/** Who may change what the channels of a workspace receive: members, who are not guests, or admins only. */
const CHANGERS = ['members', 'admins'] as const
export type Changers = (typeof CHANGERS)[number]

const CHANGERS_NAMES: Record<Changers, string> = {
  members: 'Members, but not guests',
  admins: 'Admins only',
}

/** The setting in words, after a change. */
export const changersText = (changers: Changers): string =>
  changers === 'admins' ? 'only admins can change settings' : 'members, but not guests, can change settings'

/** The part of a recorded change that is about it, before or after the change. */
export const recordedChangers = (side: Change['before']): Changers | undefined =>
  CHANGERS.find(each => each === side.changers)

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

/** The setting as a field of a form. */
export const changersField = (changers: Changers): Field => ({
  name: FIELD,
  label: 'Who can change settings in this workspace',
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
      'Guests and people from other organisations can’t change what this channel receives. Ask a member of the workspace.',
    )
  }
  return ephemeralReply(
    'Only admins of this workspace can change what its channels receive. Ask one of them.',
    ...(role === 'unknown'
      ? [
          'Slack didn’t say whether you are an admin. If this keeps happening, the app needs the scope users:read.',
        ]
      : []),
  )
}
