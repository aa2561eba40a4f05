import type { PlatformName } from '../channels/channel-id.ts'
import type { WorkspaceId } from '../ports/personal-data.ts'

/** A person as typed: `slack:T1/U1`, `discord:1234`. */
export interface UserId {
  text: string
  platform: PlatformName
  /** Only what is stored in this workspace; by default in all of them. */
  workspace?: WorkspaceId
  personId: string
}

/** A workspace as typed, such as `slack:T1`; undefined for anything else. */
export const workspaceIdOf = (text: string): WorkspaceId | undefined =>
  isWorkspaceId(text) ? text : undefined

const isWorkspaceId = (text: string): text is WorkspaceId => /^[a-z][a-z\d-]*:[^\s/:]+$/.test(text)

/** A person as typed; undefined for anything else. */
export function userIdOf(text: string): UserId | undefined {
  const [, platform, id, second] = /^([a-z][a-z\d-]*):([^\s/:]+)(?:\/([^\s/:]+))?$/.exec(text) ?? []
  if (platform === undefined || id === undefined) return undefined
  return second === undefined
    ? { text, platform, personId: id }
    : { text, platform, workspace: `${platform}:${id}`, personId: second }
}
