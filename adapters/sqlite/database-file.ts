import { homedir } from 'node:os'
import { resolve } from 'node:path'

/**
 * The absolute path of a database. A relative path starts from the project's folder, so that it is the same database from any
 * working directory; `~` is the home folder.
 * @param root the project's folder
 */
export const databaseFile = (path: string, root: string, home = homedir()): string =>
  resolve(
    root,
    path.replace(/^~(?=$|[/\\])/, () => home),
  )
