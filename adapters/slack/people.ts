import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import { within } from '../../src/lib/time-limit.ts'
import type { Role } from '../../src/messages/request.ts'
import type { Log } from '../../src/ports/log.ts'
import { codeOf, reasonOf } from './errors.ts'
import { absent, absentAs, optionalText } from './fields.ts'

/** How long what Slack says of a person counts, ms, and of how many people it is remembered. */
const REMEMBER_MS = 10 * 60_000
const MAX_REMEMBERED = 2_000
/** How long a command waits for it, ms. A form must open within 3 s. */
const WAIT_MS = 1_500

/** Slack's answer stays the same for a while: the scope wasn't granted, or the bot may not know of the person. */
const UNKNOWN: readonly string[] = ['missing_scope', 'user_not_found', 'user_not_visible']

const flag = absentAs(z.boolean(), false)
const userSchema = z.looseObject({
  user: z.looseObject({
    name: absentAs(z.string(), ''),
    team_id: optionalText,
    deleted: flag,
    is_admin: flag,
    is_owner: flag,
    is_primary_owner: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    enterprise_user: absent(z.looseObject({ teams: absentAs(z.array(z.string()), []) })),
  }),
})

/** A person's role in a workspace. People of other organisations, and those who have left, count as guests. */
function roleIn(teamId: string, { user }: z.infer<typeof userSchema>): Role {
  const teams = [...(user.team_id ? [user.team_id] : []), ...(user.enterprise_user?.teams ?? [])]
  const isElsewhere = teams.length > 0 && !teams.includes(teamId)
  const isGuest = user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.deleted
  if (isGuest || isElsewhere) return 'guest'
  return user.is_admin || user.is_owner || user.is_primary_owner ? 'admin' : 'member'
}

/** What Slack says of a person. */
interface Person {
  name: string
  role: Role
}

/** Whoever it is, where Slack doesn't tell. */
const SOMEONE = 'Someone'

export interface People {
  /** Their short name, as in a command's payload. Never rejects. */
  nameOf(userId: string): Promise<string>
  /** Undefined if Slack doesn't tell, such as without the scope `users:read`. Never rejects. */
  roleOf(userId: string): Promise<Role | undefined>
}

export function createPeople(options: {
  client: webApi.WebClient
  teamId: string
  log: Log
  now: () => number
}): People {
  const { client, teamId, log, now } = options
  const known = createBoundedMap<string, Person | 'unknown'>(MAX_REMEMBERED, { afterMs: REMEMBER_MS, now })

  async function ask(userId: string): Promise<Person | 'unknown'> {
    try {
      const answer = userSchema.parse(await client.apiCall('users.info', { user: userId }))
      const person = { name: answer.user.name || SOMEONE, role: roleIn(teamId, answer) }
      known.set(userId, person)
      return person
    } catch (error) {
      if (UNKNOWN.includes(codeOf(error) ?? '')) known.set(userId, 'unknown')
      else log.info({ reason: reasonOf(error) }, 'could not ask Slack for the role of a person')
      return 'unknown'
    }
  }

  async function find(userId: string): Promise<Person | undefined> {
    const person = known.get(userId) ?? (await within(ask(userId), WAIT_MS))
    return person === 'unknown' ? undefined : person
  }

  return {
    nameOf: async userId => (await find(userId))?.name ?? SOMEONE,
    roleOf: async userId => (await find(userId))?.role,
  }
}
