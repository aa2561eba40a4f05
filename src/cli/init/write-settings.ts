import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { messageOf } from '../../lib/errors.ts'

/** Only the user of the bot may read tokens. */
const PRIVATE = 0o600

export const readSettings = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/**
 * Replaces a file as a whole, so that an interruption leaves the old one. A symbolic link still points to the same file.
 * @throws Error where it can't be written
 */
export async function writeSettings(file: string, text: string): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file
  const part = `${target}.${randomUUID().slice(0, 8)}.part`
  try {
    const handle = await open(part, 'wx', PRIVATE)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw new Error(`${file} can’t be written: ${messageOf(error)}`, { cause: error })
  }
}
