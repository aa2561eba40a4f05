import type { PlatformName } from '../channels/channel-id.ts'
import type { WorkspaceId } from '../ports/personal-data.ts'
import { tidyTyped } from '../text/typed.ts'

/** A person as typed: `slack:T1/U1`, `discord:1234`. */
export interface UserId {
  text: string
  platform: PlatformName
  /** Only what is stored in this workspace; by default in all of them. */
  workspace?: WorkspaceId
  personId: string
}

/** A workspace as typed, such as `slack:T1`; undefined for anything else. What can't be seen in copied text is left out. */
export function workspaceIdOf(typed: string): WorkspaceId | undefined {
  const text = tidyTyped(typed)
  return isWorkspaceId(text) ? text : undefined
}

/** An id: of ASCII, what can be seen, without the signs that separate ids (`/` and `:`). */
const ID = '[!-.0-9;-~]+'
const WORKSPACE = new RegExp(`^[a-z][a-z\\d-]*:${ID}$`)
const USER = new RegExp(`^([a-z][a-z\\d-]*):(${ID})(?:/(${ID}))?$`)

const isWorkspaceId = (text: string): text is WorkspaceId => WORKSPACE.test(text)

/** A person as typed; undefined for anything else. */
export function userIdOf(typed: string): UserId | undefined {
  const text = tidyTyped(typed)
  const [, platform, id, second] = USER.exec(text) ?? []
  if (platform === undefined || id === undefined) return undefined
  return second === undefined
    ? { text, platform, personId: id }
    : { text, platform, workspace: `${platform}:${id}`, personId: second }
}
