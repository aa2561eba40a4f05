import { type Finding, ok, warning } from './check.ts'

/** A file or folder that only the user of the bot should be able to read, and who may: its permission bits. */
export interface PrivatePath {
  path: string
  isFolder: boolean
  mode: number
}

/** All bits of the group and of others. */
const OTHERS = 0o077

/** Whether other users of the machine can read what Paper Round stores. */
export function checkPermissions(paths: readonly PrivatePath[]): Finding[] {
  const open = paths.filter(({ mode }) => (mode & OTHERS) !== 0)
  if (open.length === 0) return [ok('permissions', 'Only this user can read the database and the settings.')]
  return open.map(({ path, isFolder, mode }) => {
    const bits = (mode & 0o777).toString(8)
    return warning(
      'permissions',
      `Other users of this machine may have access to ${path} (mode ${bits}). To change that: chmod ${isFolder ? 700 : 600} ${path}`,
    )
  })
}
